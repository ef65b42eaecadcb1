import { describe, expect, it } from 'vitest';

import { randomStream } from '../domain/random.ts';
import { createOnnxruntimeExecutor } from '../tensor/index.ts';
import type { TensorData } from '../tensor/index.ts';
import { parseModelConfig } from './config.ts';
import type { ModelConfig, ModelConfigInput } from './config.ts';
import { adapterShapes, initialiseParameters } from './parameters.ts';
import { crossEntropyGraph, GRADIENT_PREFIX } from './training-graphs.ts';

const shape: ModelConfigInput = {
  vocab_size: 11,
  hidden_size: 16,
  intermediate_size: 12,
  num_hidden_layers: 3,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 1024,
  initializer_range: 0.3,
};
/** Attention scores enough that they are not kept. */
const wide: ModelConfigInput = { ...shape, hidden_size: 48, num_attention_heads: 24 };
const lora = { rank: 2, alpha: 4, targets: ['q_proj', 'down_proj'] };

/** Loss and gradients of a row of tokens in two segments. */
async function gradientsOf(
  config: ModelConfig,
  time: number,
  recomputesLayers: boolean,
): Promise<Record<string, Float32Array>> {
  const program = await (
    await createOnnxruntimeExecutor({ threads: 1 })
  ).compile(crossEntropyGraph(config, { rows: 1, time }, { recomputesLayers }));
  const random = randomStream(2, 'adapters');
  const feeds: Record<string, TensorData> = { ...initialiseParameters(config, 11).views };
  for (const [name, [rows, columns]] of adapterShapes(config)) {
    feeds[name] = Float32Array.from({ length: rows! * columns! }, () => 0.3 * random.normal());
  }
  const numbers = (of: (i: number) => number): Int32Array =>
    Int32Array.from({ length: time }, (_, i) => of(i));
  const half = Math.floor(time / 2);
  const outputs = await program.run({
    ...feeds,
    tokens: numbers((i) => (7 * i + (i >> 2)) % 11),
    targets: numbers((i) => (3 * i + 1) % 11),
    positions: numbers((i) => i % half),
    segments: numbers((i) => Math.floor(i / half)),
    weights: new Float32Array(time).fill(1 / time),
  });
  await program.dispose();
  return outputs;
}

describe('training with gradient checkpointing', () => {
  it.each<[string, ModelConfigInput, number]>([
    ['all weights', shape, 24],
    ['biases and head norms', { ...shape, model_type: 'qwen3', attention_bias: true }, 24],
    ['adapters', { ...shape, lora }, 24],
    ['attention in blocks, which are computed again themselves', wide, 1024],
  ])('has bitwise the gradients that it has without: %s', async (_, input, time) => {
    const config = parseModelConfig(input);
    const plain = await gradientsOf(config, time, false);
    expect(await gradientsOf(config, time, true)).toEqual(plain);
    expect(Object.keys(plain).filter((name) => name.startsWith(GRADIENT_PREFIX)).length).toBeGreaterThan(10);
  });
});
