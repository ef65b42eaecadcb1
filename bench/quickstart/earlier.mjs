// Runs a shortened quickstart here and in a checkout of an earlier commit, in alternating rounds:
//   git worktree add ../earlier e4063cd && (cd ../earlier && npm ci && npm run build)
//   node bench/quickstart/earlier.mjs ../earlier [ROUNDS]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The quickstart's model, batches and rewards; a part of its steps. */
const SETTINGS = [
  'data.train=1000',
  'sft.steps=150',
  'grpo.steps=20',
  'grpo.learningRate=3e-4',
  'grpo.evaluateEvery=20',
  'grpo.checkpointEvery=20',
];

const [earlier, rounds = '3'] = process.argv.slice(2);
if (!earlier) throw new Error('usage: node bench/quickstart/earlier.mjs FOLDER [ROUNDS]');
const here = fileURLToPath(new URL('../../', import.meta.url));

function seconds(folder) {
  const run = mkdtempSync(join(tmpdir(), 'touchstone-earlier-'));
  const command = [
    'packages/cli/bin/touchstone.js',
    'train',
    'quickstart.config.ts',
    '--run',
    join(run, 'run'),
  ];
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [...command, ...SETTINGS.flatMap((setting) => ['--set', setting])],
    { cwd: resolve(folder), encoding: 'utf8' },
  );
  const elapsed = (performance.now() - started) / 1000;
  rmSync(run, { recursive: true });
  if (status !== 0) throw new Error(`the quickstart in ${folder} exited with ${status}: ${stderr}`);
  return elapsed;
}

const ratios = [];
for (let round = 0; round < Number(rounds); round++) {
  const folders = round % 2 === 0 ? [here, earlier] : [earlier, here];
  const taken = Object.fromEntries(folders.map((folder) => [folder, seconds(folder)]));
  ratios.push(taken[earlier] / taken[here]);
  console.log(
    `round ${round + 1}: here ${taken[here].toFixed(1)} s, earlier ${taken[earlier].toFixed(1)} s, ratio ${ratios.at(-1).toFixed(2)}`,
  );
}
const sorted = [...ratios].sort((a, b) => a - b);
console.log(`median ratio ${sorted[sorted.length >> 1].toFixed(2)} of ${rounds} rounds`);
