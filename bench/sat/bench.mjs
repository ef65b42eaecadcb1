import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const description =
  "the small model of docs/plugins/sat.md: pass@1 by step, from that page's own config";

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Trains the config of the page; further arguments go to `touchstone train`, e.g. --set seed=2. */
export async function bench({ args }) {
  const page = readFileSync(join(root, 'docs/plugins/sat.md'), 'utf8');
  const [, config] = /```ts sat\.config\.ts\n([^]*?)```/.exec(page);
  const folder = join(root, 'runs', `bench-sat-${Date.now()}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'sat.config.ts'), config);
  const run = join(folder, 'run');
  const command = [
    'packages/cli/bin/touchstone.js',
    'train',
    join(folder, 'sat.config.ts'),
    '--run',
    run,
    ...args,
  ];
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`training exited with ${status}`);
  const lines = readFileSync(join(run, 'evaluations.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => rowOf(JSON.parse(line)));
}

function rowOf({ kind, split, name, passAt1, difference }) {
  const { mean, low, high, n } = kind === 'comparison' ? difference : passAt1;
  const what = kind === 'comparison' ? 'paired difference' : `${split}, ${name}`;
  return { name: what, value: mean, low, high, unit: 'pass@1', n };
}
