import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const description =
  'held-out pass@1 of the quickstart after SFT and after GRPO, over seeds 1, 2 and 3';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Trains the quickstart once a seed; further arguments go to `touchstone train`, e.g. --set grpo.steps=10. */
export async function bench({ args }) {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-quickstart-'));
  return [1, 2, 3].flatMap((seed) => rowsOf(seed, join(folder, `seed-${seed}`), args));
}

function rowsOf(seed, run, args) {
  const command = ['packages/cli/bin/touchstone.js', 'train', 'quickstart.config.ts', '--run', run];
  const { status } = spawnSync(process.execPath, [...command, '--set', `seed=${seed}`, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`the quickstart with seed ${seed} exited with ${status}`);
  const lines = readFileSync(join(run, 'evaluations.jsonl'), 'utf8').trim().split('\n');
  const records = lines.map((line) => JSON.parse(line));
  const named = (name) => records.find((record) => record.split === 'test' && record.name === name).passAt1;
  const before = named('sft');
  const after = named('final');
  const { difference } = records.find(({ kind }) => kind === 'comparison');
  const row = (name, { mean, low, high, n }) => ({
    name: `seed ${seed}: ${name}`,
    value: mean,
    low,
    high,
    unit: 'pass@1',
    n,
  });
  return [
    row('after SFT', before),
    { ...row('after GRPO', after), against: 'after SFT', ratio: after.mean / before.mean },
    row('paired difference', difference),
  ];
}
