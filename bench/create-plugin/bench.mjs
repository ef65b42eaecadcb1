import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModule } from '@touchstone-rl/core';

export const description =
  'the five commands from nothing to a packed plugin, beside the bare installation of the same packages';

/**
 * The commands of docs/write-a-plugin.md, run in an empty folder against this repository's packages as npm would serve
 * them. The limit is `npm install` of the same dependencies, which nobody who makes a package can do without. One
 * round before fills npm's cache for both; an argument gives the number of rounds, 3 otherwise.
 */
export async function bench({ args }) {
  const helper = fileURLToPath(new URL('../../test/registry/local-registry.ts', import.meta.url));
  const { run, startLocalRegistry } = await loadModule(helper);
  const registry = await startLocalRegistry();
  const parent = mkdtempSync(join(tmpdir(), 'touchstone-five-'));
  const shell = async (command, cwd) => {
    const start = performance.now();
    await run('sh', ['-e', '-c', command], cwd, registry.env);
    return (performance.now() - start) / 1000;
  };
  try {
    const warm = await fiveCommands(shell, join(parent, 'warm'));
    const rounds = [];
    for (let i = 0; i < Number(args[0] ?? 3); i++) {
      const limit = () => bareInstall(shell, join(parent, `bare-${i}`), warm.folder);
      const ours = () => fiveCommands(shell, join(parent, `ours-${i}`));
      const first = i % 2 === 0 ? await ours() : await limit();
      const second = i % 2 === 0 ? await limit() : await ours();
      rounds.push(i % 2 === 0 ? { ours: first, limit: second } : { ours: second, limit: first });
    }
    return rowsOf(rounds);
  } finally {
    rmSync(parent, { recursive: true, force: true });
    registry.close();
  }
}

/** Runs the page's commands one by one; the seconds of each, and the folder of the plugin they made. */
async function fiveCommands(shell, parent) {
  mkdirSync(parent);
  const page = readFileSync(new URL('../../docs/write-a-plugin.md', import.meta.url), 'utf8');
  const commands = /^```\n([^`]+)```$/m.exec(page)[1].trim().split('\n');
  const folder = join(parent, 'touchstone-plugin-shows-work');
  const seconds = [];
  for (const [i, command] of commands.entries()) {
    seconds.push([command, await shell(command, i < 2 ? parent : folder)]);
  }
  return { folder, seconds };
}

/** Installs what the plugin of another folder depends on, and nothing else. */
async function bareInstall(shell, folder, plugin) {
  mkdirSync(folder);
  cpSync(join(plugin, 'package.json'), join(folder, 'package.json'));
  return shell('npm install --ignore-scripts', folder);
}

function rowsOf(rounds) {
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  const n = rounds.length;
  const parts = rounds[0].ours.seconds.map(([command], i) => ({
    name: command,
    value: median(rounds.map(({ ours }) => ours.seconds[i][1])),
    unit: 's',
    n,
  }));
  const total = ({ ours }) => ours.seconds.reduce((sum, [, seconds]) => sum + seconds, 0);
  return [
    ...parts,
    {
      name: 'all five',
      value: median(rounds.map(total)),
      unit: 's',
      against: 'npm install alone',
      ratio: median(rounds.map((round) => total(round) / round.limit)),
      n,
    },
    { name: 'npm install alone', value: median(rounds.map(({ limit }) => limit)), unit: 's', n },
  ];
}
