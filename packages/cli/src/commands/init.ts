import type { Command } from 'commander';
import { describeCommand, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { scaffold } from '../init/scaffold.ts';
import { printJson, say } from '../print.ts';

/** `touchstone init` */
export function addInitCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('init')
    .summary('Start a project.')
    .description(
      'Start a project: a small config that trains in minutes, with a reward of its own. Never overwrites.',
    )
    .argument('[folder]', 'folder of the project', '.');
  describeCommand(command, 'print the files as JSON', ['touchstone init my-project']);
  command.action((folder: string, { json }: CommonOptions) => {
    const files = scaffold(folder);
    if (json) printJson({ folder, files });
    say(`wrote ${files.join(', ')}`);
    const enter = folder === '.' ? '' : `cd ${/\s/.test(folder) ? `'${folder}'` : folder} && `;
    say(`next: ${enter}npm install && npm run train`);
    done(EXIT.ok);
  });
}
