import { isKind, KINDS, scaffoldPlugin, type KindName } from '@touchstone-rl/create-plugin';
import { messageOf, TouchstoneError } from '@touchstone-rl/core';
import type { Command } from 'commander';
import { describeCommand, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { scaffold } from '../init/scaffold.ts';
import { printJson, say } from '../print.ts';
import { shownPath } from '../shown-path.ts';

/** `touchstone init` */
export function addInitCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('init')
    .summary('Start a project, or a plugin.')
    .description(
      'Start a project: a small config that trains in minutes, with a reward of its own. Or start a plugin of a\n' +
        `kind (${Object.keys(KINDS).join(', ')}): a package that builds, tests and packs.\n` +
        'Never overwrites.',
    )
    .argument('[folder-or-kind]', 'folder of the project, or kind of the plugin', '.')
    .argument('[name]', 'name of the plugin, such as shows-work or @me/shows-work');
  describeCommand(command, 'print the files as JSON', [
    'touchstone init my-project',
    'touchstone init reward shows-work',
  ]);
  command.action((first: string, name: string | undefined, { json }: CommonOptions) => {
    const [made, then] = isKind(first)
      ? [startPlugin(first, name), 'npm test']
      : [startProject(first, name), 'npm run train'];
    if (json) printJson(made);
    say(`wrote ${made.files.join(', ')}`);
    const enter =
      made.folder === '.' ? '' : `cd ${/\s/.test(made.folder) ? `'${made.folder}'` : made.folder} && `;
    say(`next: ${enter}npm install && ${then}`);
    done(EXIT.ok);
  });
}

interface Made {
  readonly folder: string;
  readonly files: readonly string[];
}

function startProject(folder: string, name: string | undefined): Made {
  if (name === undefined) return { folder, files: scaffold(folder) };
  throw new TouchstoneError({
    code: 'UNKNOWN_KIND',
    message: `there is no kind of plugin named "${folder}"`,
    place: 'touchstone init',
    value: folder,
    fix: `use one of ${Object.keys(KINDS).join(', ')}; for a project give a folder only`,
  });
}

function startPlugin(kind: KindName, name = `my-${kind}`): Made {
  try {
    const { folder, files } = scaffoldPlugin({ kind, name });
    return { folder: shownPath(folder), files };
  } catch (cause) {
    throw new TouchstoneError({
      code: 'PLUGIN_NOT_STARTED',
      message: `the plugin was not started: ${messageOf(cause)}`,
      place: `touchstone init ${kind}`,
      value: name,
      cause,
    });
  }
}
