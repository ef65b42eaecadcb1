import type { Executor, Feeds, TensorData } from '../../core/src/tensor/index.ts';
import { sizeOf } from '../../core/src/tensor/index.ts';
import { parseModelConfig } from '../../core/src/model/config.ts';
import { initialiseParameters } from '../../core/src/model/parameters.ts';
import { grpoGraph } from '../../core/src/model/training-graphs.ts';

const SCALARS: Readonly<Record<string, number>> = {
  clipLow: 0.2,
  clipHigh: 0.3,
  dualClip: 3,
  klCoefficient: 0.1,
  entropyCoefficient: 0.1,
};

/** Loss and gradients of one GRPO step of a small model, as an executor computes them. */
export async function grpoStep(executor: Executor): Promise<Record<string, Float32Array>> {
  const config = parseModelConfig({
    vocab_size: 40,
    hidden_size: 32,
    intermediate_size: 48,
    num_hidden_layers: 2,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    max_position_embeddings: 32,
  });
  const graph = grpoGraph(config, { rows: 2, time: 32 });
  const { views } = initialiseParameters({ ...config, initializer_range: 0.2 }, 1);
  const feeds: Record<string, TensorData> = {};
  for (const [name, { shape, dataType }] of graph.inputs) {
    feeds[name] = views[name] ?? inputOf(name, sizeOf(shape), dataType === 'int32');
  }
  const program = await executor.compile(graph);
  const outputs = await program.run(feeds);
  await program.dispose();
  return outputs;
}

function inputOf(name: string, size: number, isInteger: boolean): Feeds[string] {
  if (name === 'positions') return Int32Array.from({ length: size }, (_, i) => i % 32);
  if (name === 'segments') return Int32Array.from({ length: size }, (_, i) => 1 + Number(i % 32 > 12));
  if (isInteger) return Int32Array.from({ length: size }, (_, i) => (7 * i + 3) % 40);
  if (name in SCALARS) return Float32Array.of(SCALARS[name]!);
  if (name === 'weights') return new Float32Array(size).fill(1 / size);
  return Float32Array.from({ length: size }, (_, i) =>
    name === 'counted' ? 1 : Math.sin(i) - (name === 'advantages' ? 0 : 4),
  );
}

/** The largest difference of two steps, relative to the largest number of each output. */
export function stepDifference(a: Record<string, Float32Array>, b: Record<string, Float32Array>): number {
  return Math.max(
    ...Object.entries(a).map(([name, values]) => {
      const scale = values.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-6);
      return values.reduce((most, x, i) => Math.max(most, Math.abs(x - b[name]![i]!)), 0) / scale;
    }),
  );
}
