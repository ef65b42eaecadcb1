import { checkPlugin, type CheckResult, type ContractReport } from '@touchstone-rl/plugin-kit';
import type { Command } from 'commander';
import { describeCommand, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { print, printJson } from '../print.ts';
import { count } from '../text.ts';

interface TestOptions extends CommonOptions {
  readonly only: readonly string[];
}

/** `touchstone test` */
export function addTestCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('test')
    .summary('Test a plugin against the contract of its kind.')
    .description(
      'Test a plugin against the contract of everything it provides, without a test file of its own.\n\n' +
        'PATH is the folder of its package or its module. The default export of src/fixtures.ts beside it is used\n' +
        'when there is one. Exits 1 when a clause is broken.',
    )
    .argument('[path]', 'folder of the plugin, or its module', '.')
    .option('--only <clause...>', 'clauses to check, by name or the beginning of it, such as reward/', []);
  describeCommand(command, 'print the results as JSON', [
    'touchstone test',
    'touchstone test plugins/repetition --only reward/linear-work',
  ]);
  command.action(async (path: string, { json, only }: TestOptions) => {
    const report = await checkPlugin(path, undefined, { only });
    if (json) printJson(report);
    else for (const line of linesOf(report)) print(line);
    done(report.ok ? EXIT.ok : EXIT.failed);
  });
}

const MARKS: Readonly<Record<CheckResult['state'], string>> = {
  passed: 'ok  ',
  failed: 'FAIL',
  skipped: '-   ',
};

function linesOf({ plugin, kind, results }: ContractReport): string[] {
  const lines = results.flatMap(({ check, title, state, reason }) => [
    `${MARKS[state]} ${check}: ${title}`,
    ...(reason === undefined ? [] : [`       ${reason}`]),
  ]);
  const of = (state: CheckResult['state']): number =>
    results.filter((result) => result.state === state).length;
  const parts = [`${of('passed')} passed`, `${of('failed')} failed`, `${of('skipped')} not checked`];
  return [`${plugin} (${kind})`, ...lines, `${count(results.length, 'clause')}: ${parts.join(' · ')}`];
}
