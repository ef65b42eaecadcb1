import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPeer } from './peer.mjs';

const here = dirname(fileURLToPath(import.meta.url));

export const description =
  'Training steps and sampling beside PyTorch on the same cores: tokens/s, peak memory';

const small = { hidden: 256, layers: 4, heads: 4, inner: 704, vocabulary: 512 };
const quickstart = { hidden: 128, layers: 2, heads: 4, inner: 352, vocabulary: 36 };
const large = { hidden: 512, layers: 8, heads: 8, inner: 1408, vocabulary: 512 };

const sampling = { kind: 'sample', model: small, rows: 64, time: 127, runs: 1 };

/**
 * The shapes: a training step over rows x time tokens, and sampling of rows sequences of time tokens each. Those start
 * from prompts of a length: one each, or each shared by a group of samples as in GRPO. Both sides read a shared prompt
 * once.
 */
const CASES = [
  { name: 'train 4x256', kind: 'train', model: small, rows: 16, time: 128, runs: 4 },
  { name: 'train 8x512', kind: 'train', model: large, rows: 4, time: 256, runs: 2 },
  { name: 'train 2x128 at 4,096', kind: 'train', model: quickstart, rows: 1, time: 4096, runs: 1 },
  { name: 'sample 4x256', ...sampling, prompt: 1, groups: 64 },
  { name: 'sample 4x256, 64 prompts of 128', ...sampling, prompt: 128, groups: 64 },
  { name: 'sample 4x256, 8 samples of 8 prompts of 128', ...sampling, prompt: 128, groups: 8 },
];

const OPTIMISER = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.1,
  maxGradientNorm: 1,
};

/**
 * Alternates rounds of ours and PyTorch's. Arguments: `--rounds N` (default 5), `--only NAME`, `--compile` (adds
 * torch.compile), `--python FILE` (default python3, or the environment's TOUCHSTONE_BENCH_PYTHON).
 */
export async function bench({ args }) {
  const value = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const python = value('--python') ?? process.env.TOUCHSTONE_BENCH_PYTHON ?? 'python3';
  const rounds = Number(value('--rounds') ?? 5);
  const missing = whyNoTorch(python);
  if (missing) console.error(missing);
  const rows = [];
  for (const each of CASES.filter(({ name }) => name.includes(value('--only') ?? ''))) {
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-tensor-'));
    try {
      await writeModel(folder, each);
      const options = { rounds, python: missing ? undefined : python, compile: args.includes('--compile') };
      rows.push(...(await measure(each, folder, options)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  if ('growth'.includes(value('--only') ?? '')) rows.push(await measureGrowth());
  return missing ? [...rows, { name: 'PyTorch', reason: missing }] : rows;
}

/** Resident memory after 200 and after 1,200 steps of a small model. */
async function measureGrowth() {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-tensor-'));
  try {
    const shape = { model: { ...small, hidden: 64, inner: 128, layers: 2 }, rows: 4, time: 64 };
    await writeModel(folder, shape);
    const threads = availableParallelism();
    const peer = ourPeer({ kind: 'train', folder, rows: 4, time: 64, threads, ...OPTIMISER });
    const [early, late] = [await peer.run(200), await peer.run(1000)].map(
      ({ residentBytes }) => residentBytes,
    );
    peer.end();
    return { name: 'growth over 1,000 steps', value: (late - early) / 2 ** 20, unit: 'MiB', n: 1000 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function whyNoTorch(python) {
  try {
    execFileSync(python, ['-c', 'import torch, numpy'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return `PyTorch is not installed for ${python}: pip install torch numpy, then --python FILE`;
  }
}

/** Initial weights and random tokens, the same for both sides. */
async function writeModel(folder, { model, rows, time, prompt = 1 }) {
  const dist = new URL('../../core/dist/model/', import.meta.url);
  const { parseModelConfig } = await import(new URL('config.js', dist));
  const { initialiseParameters } = await import(new URL('parameters.js', dist));
  const config = parseModelConfig({
    vocab_size: model.vocabulary,
    hidden_size: model.hidden,
    intermediate_size: model.inner,
    num_hidden_layers: model.layers,
    num_attention_heads: model.heads,
    num_key_value_heads: model.heads,
    max_position_embeddings: time + prompt,
  });
  const { entries, flat } = initialiseParameters(config, 1);
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'shapes.json'), JSON.stringify(entries.map(({ name, shape }) => [name, shape])));
  writeFileSync(join(folder, 'weights.f32'), flat);
  let state = 1;
  const tokens = Int32Array.from({ length: 4 * rows * (time + 1) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % model.vocabulary;
  });
  writeFileSync(join(folder, 'tokens.i32'), tokens);
}

async function measure(shape, folder, { rounds, python, compile }) {
  const { name, kind, rows, time, runs, prompt, groups } = shape;
  const threads = availableParallelism();
  const settings = { kind, folder, rows, time, prompt, groups, threads, ...OPTIMISER };
  const sides = [{ label: 'touchstone', peers: ourPeers(settings) }];
  if (python) sides.push({ label: 'PyTorch', peers: [torchPeer(python, settings)] });
  if (python && compile && kind === 'train') {
    sides.push({ label: 'PyTorch compiled', peers: [torchPeer(python, { ...settings, compile })] });
  }
  const matmuls = [ourPeer({ kind: 'matmul', size: 1024, threads })];
  if (python) matmuls.push(torchPeer(python, { kind: 'matmul', size: 1024, threads }));
  const gigaflops = [];
  for (const side of sides) side.rates = [];
  for (let round = -1; round < rounds; round++) {
    for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
      const started = performance.now();
      const answers = await Promise.all(side.peers.map((peer) => peer.run(runs)));
      const seconds = (performance.now() - started) / 1000;
      side.last = answers[0];
      side.peak = total(answers, 'peakBytes');
      side.start = total(answers, 'startBytes');
      // The first round warms up: compilation, caches, the allocators' growth.
      if (round >= 0) side.rates.push((runs * rows * time) / seconds);
    }
    for (const [i, peer] of matmuls.entries()) {
      const { seconds } = await peer.run(20);
      if (round >= 0) (gigaflops[i] ??= []).push((2 * 1024 ** 3) / median(seconds) / 1e9);
    }
  }
  for (const peer of [...sides.flatMap(({ peers }) => peers), ...matmuls]) peer.end();
  return toRows(name, kind, sides, rounds, { gigaflops: gigaflops.map(median), shape });
}

const total = (answers, field) => answers.reduce((sum, answer) => sum + answer[field], 0);

const ourPeer = (settings) => startPeer(process.execPath, [join(here, 'ours.mjs'), JSON.stringify(settings)]);

function ourPeers(settings) {
  if (settings.kind === 'train') return [ourPeer(settings)];
  const { threads } = settings;
  const [rows, groups] = [settings.rows / threads, settings.groups / threads];
  return Array.from({ length: threads }, (_, i) =>
    ourPeer({ ...settings, rows, groups, firstPrompt: i * groups }),
  );
}

const torchPeer = (python, settings) =>
  startPeer(python, [join(here, 'torch_peer.py'), JSON.stringify(settings)], {
    // Without it, waiting OpenMP threads spin, and on shared cores PyTorch loses half its speed or more.
    OMP_WAIT_POLICY: 'PASSIVE',
    OMP_NUM_THREADS: String(settings.threads),
  });

function toRows(name, kind, sides, n, { gigaflops, shape }) {
  const [ours, ...others] = sides;
  const rate = median(ours.rates);
  const mine = { name, value: rate, best: Math.max(...ours.rates), unit: 'tokens/s', n };
  const rows = others.flatMap((other) => [
    {
      ...mine,
      against: `${other.label} ${Math.round(median(other.rates))}`,
      ratio: median(pairwise(ours, other)),
    },
    memoryRow(`${name}: peak memory`, other, ours.peak, other.peak),
    memoryRow(
      `${name}: peak above the loaded model`,
      other,
      ours.peak - ours.start,
      other.peak - other.start,
    ),
    ...(kind === 'train' ? [lossRow(name, ours, other)] : []),
  ]);
  const limit = gigaflops[0];
  const flops = flopsPerToken(shape) * (kind === 'train' ? 3 : 1 + promptShare(shape));
  const share = (rate * flops) / 1e9 / limit;
  return [
    ...(others.length === 0
      ? [mine, { name: `${name}: peak memory`, value: mebibytes(ours.peak), unit: 'MiB' }]
      : rows),
    { name: `${name}: share of the matmul limit`, value: share, against: `${limit.toFixed(0)} GFLOP/s`, n },
    ...(gigaflops[1]
      ? [
          {
            name: `${name}: matmul 1024`,
            value: limit,
            unit: 'GFLOP/s',
            against: `PyTorch ${gigaflops[1].toFixed(0)}`,
            ratio: limit / gigaflops[1],
            n,
          },
        ]
      : []),
  ];
}

const mebibytes = (bytes) => bytes / 2 ** 20;

const memoryRow = (name, other, ours, theirs) => ({
  name,
  value: mebibytes(ours),
  unit: 'MiB',
  against: `${other.label} ${Math.round(mebibytes(theirs))}`,
  ratio: ours / theirs,
});

/** Ratios round by round: a machine that is busy in one round slows both sides of it. */
const pairwise = (ours, other) => ours.rates.map((rate, round) => rate / other.rates[round]);

function lossRow(name, ours, other) {
  const difference = Math.abs(ours.last.loss - other.last.loss);
  return { name: `${name}: difference of the last losses`, value: difference, against: other.last.loss };
}

/** Multiply-adds of the forward pass's matrix products, twice: projections, feed-forward, logits, attention. */
function flopsPerToken({ kind, model, time, prompt }) {
  const { hidden, layers, inner, vocabulary } = model;
  // Training multiplies each row with the whole row; sampling, a token with those before it.
  const keys = kind === 'train' ? time : prompt + time / 2;
  return 2 * (layers * (4 * hidden * hidden + 3 * hidden * inner + 2 * hidden * keys) + hidden * vocabulary);
}

/** Tokens of prompts that are read for each sampled token. */
const promptShare = ({ rows, time, prompt, groups }) => (groups * (prompt - 1)) / (rows * time);

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
