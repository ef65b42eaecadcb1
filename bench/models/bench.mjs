import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HALF_BILLION, makeModel, SHAPE } from './make-model.mjs';

export const description =
  'Model folders: adapters of models of 124 M and 494 M parameters, and planned against measured memory';

const SMALL = {
  vocab_size: 2000,
  hidden_size: 256,
  intermediate_size: 688,
  num_hidden_layers: 6,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 4096,
};
const LORA = { rank: 16, alpha: 32, targets: ['q_proj', 'k_proj', 'v_proj', 'o_proj'] };

/** The limit that the adapters of a model of this size are to keep to. */
const LIMIT = 8e9;

const CASES = [
  ['6 M, all weights, 8 x 256 tokens', { shape: SMALL, contextTokens: 256, slots: 8, mode: 'train' }],
  ['6 M, all weights, 2 x 1024 tokens', { shape: SMALL, contextTokens: 1024, slots: 8, mode: 'train' }],
  [
    '6 M, all weights, 2 x 1024 tokens, gradient checkpointing',
    { shape: SMALL, contextTokens: 1024, slots: 8, mode: 'train', gradientCheckpointing: true },
  ],
  ['6 M, all weights, 1 x 4096 tokens', { shape: SMALL, contextTokens: 4096, slots: 8, mode: 'train' }],
  [
    '6 M, all weights, 1 x 4096 tokens, gradient checkpointing',
    { shape: SMALL, contextTokens: 4096, slots: 8, mode: 'train', gradientCheckpointing: true },
  ],
  ['6 M, sampling 32 x 512 tokens', { shape: SMALL, contextTokens: 512, slots: 32, mode: 'sample' }],
];

/** Name, the flag that asks for it, folder and shape of the models whose adapters are sampled and trained. */
const LARGE = [
  ['124 M, adapters of rank 16, 8 x 128 tokens', undefined, 'touchstone-bench-124m', SHAPE],
  ['494 M, adapters of rank 16, 8 x 128 tokens', '--half', 'touchstone-bench-494m', HALF_BILLION],
];

function largeRows(name, { peakBytes, loadSeconds, sampledPerSecond, trainedPerSecond }) {
  const row = (what, value, unit) => ({ name: `${what}: ${name}`, value, unit, n: 1 });
  const share = row('share of 8 GB', peakBytes / LIMIT, '');
  return [
    { ...share, against: 'limit 8 GB', ratio: LIMIT / peakBytes },
    row('load', loadSeconds, 's'),
    row('sampling', sampledPerSecond, 'tokens/s'),
    { ...row('GRPO steps', trainedPerSecond, 'tokens/s'), n: 3 },
  ];
}

/** Measures in a process of its own. */
function measure(input) {
  const script = fileURLToPath(new URL('measure.mjs', import.meta.url));
  const output = execFileSync(process.execPath, [script, JSON.stringify(input)], { encoding: 'utf8' });
  return JSON.parse(output.trim().split('\n').at(-1));
}

/** `--large`: the large models alone; `--half`: also that of 494 M, whose folder takes a gigabyte. */
export async function bench({ args = [] } = {}) {
  const rows = [];
  const memoryRow = (name, { peakBytes, plan }) =>
    rows.push({
      name: `peak memory: ${name}`,
      value: peakBytes / 1e6,
      unit: 'MB',
      against: `planned ${(plan.bytes / 1e6).toFixed(0)} MB`,
      ratio: plan.bytes / peakBytes,
      n: 1,
    });
  if (!args.includes('--large')) {
    for (const [name, input] of CASES) {
      const measured = measure({ ...input, steps: 3 });
      memoryRow(name, measured);
      if (input.mode === 'train')
        rows.push({ name: `training: ${name}`, value: measured.trainedPerSecond, unit: 'tokens/s', n: 3 });
    }
  }

  for (const [name, flag, folderName, shape] of LARGE) {
    if (flag && !args.includes(flag)) continue;
    const folder = join(tmpdir(), folderName);
    await makeModel(folder, shape);
    const measured = measure({
      shape,
      folder,
      lora: LORA,
      contextTokens: 128,
      slots: 8,
      mode: 'both',
      steps: 3,
    });
    memoryRow(name, measured);
    rows.push(...largeRows(name, measured));
  }
  return rows;
}
