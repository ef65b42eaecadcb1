import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ask, isInteractive } from './ask.ts';
import { isKind, KINDS } from './kinds.ts';
import { scaffoldPlugin } from './scaffold.ts';

const USAGE = `npm create @touchstone-rl/plugin -- [NAME] [--kind KIND] [--folder FOLDER] [--description TEXT] [--yes]

  NAME    in a config: shows-work, or with a scope: @me/shows-work
  KIND    ${Object.keys(KINDS).join(', ')} (default with --yes: reward)
  --yes   asks nothing

example: npm create @touchstone-rl/plugin -- shows-work --kind reward --yes`;

try {
  await main();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      folder: { type: 'string' },
      description: { type: 'string' },
      yes: { type: 'boolean', short: 'y', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  const { kind, folder, description } = values;
  if (kind !== undefined && !isKind(kind)) {
    throw new Error(
      `there is no template for the kind ${JSON.stringify(kind)}; there are: ${Object.keys(KINDS).join(', ')}`,
    );
  }
  const given = { name: positionals[0], kind };
  const asked =
    values.yes || !isInteractive()
      ? { name: given.name ?? 'my-plugin', kind: given.kind ?? 'reward' }
      : await ask(given);
  if (!asked) return;
  const made = scaffoldPlugin({ ...asked, folder, description });
  const shown = relative(process.cwd(), made.folder) || '.';
  process.stdout.write(`wrote ${made.packageName} to ${shown}: ${made.files.length} files\n`);
  process.stdout.write(`next: ${shown === '.' ? '' : `cd ${shown} && `}npm install && npm test\n`);
}
