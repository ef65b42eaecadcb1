import { RunFolder } from '@touchstone-rl/core';
import type { Command } from 'commander';
import { describeCommand, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { print, printJson } from '../print.ts';
import { writeRunReport } from '../run-report.ts';
import { shownPath } from '../shown-path.ts';

/** `touchstone report` */
export function addReportCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('report')
    .summary("Write a run's HTML report.")
    .description("Write a run's HTML report and print its path. It needs no server and no network.")
    .argument('<run>', 'run folder');
  describeCommand(command, 'print the path as JSON', ['touchstone report runs/quickstart']);
  command.action(async (path: string, { json }: CommonOptions) => {
    const report = await writeRunReport(RunFolder.open(path).path);
    if (json) printJson({ report });
    else print(shownPath(report));
    done(EXIT.ok);
  });
}
