import { showShape, TensorError } from '../graph.ts';
import type { Attribute, Graph, Tensor } from '../graph.ts';
import { cast } from './elementwise.ts';

/**
 * Cosines and sines of the rotary angles, [positions, headSize / 2] each.
 *
 * @example
 * const turnedWidth = ({ cosine }: RopeTables): number => 2 * cosine.shape[1]!;
 * turnedWidth(ropeTables(new Graph(), 2048, 64, 10_000)); // 64
 */
export interface RopeTables {
  readonly cosine: Tensor;
  readonly sine: Tensor;
}

/**
 * The tables of rotary position embeddings: `angle = position * theta^(-2 i / headSize)` (Su et al.,
 * arXiv 2104.09864).
 *
 * @example
 * ropeTables(new Graph(), 2048, 64, 10_000).cosine; // [2048, 32]
 */
export function ropeTables(graph: Graph, positions: number, headSize: number, theta: number): RopeTables {
  const half = headSize / 2;
  const inverse = Array.from({ length: half }, (_, i) => theta ** (-i / half));
  return frequencyTables(graph, positions, inverse);
}

/**
 * The tables of any rotary frequencies: `angle = position * inverse[i]`, cosines and sines times `factor`, which is
 * not 1 under YaRN and LongRoPE.
 *
 * @example
 * frequencyTables(new Graph(), 128, [1, 0.1, 0.01, 0.001]).sine; // [128, 4]
 */
export function frequencyTables(
  graph: Graph,
  positions: number,
  inverse: readonly number[],
  factor = 1,
): RopeTables {
  const half = inverse.length;
  const angles = Array.from(
    { length: positions * half },
    (_, i) => Math.floor(i / half) * inverse[i % half]!,
  );
  const table = (wave: (angle: number) => number): Tensor =>
    graph.constant(
      Float32Array.from(angles, (angle) => factor * wave(angle)),
      [positions, half],
    );
  return { cosine: table(Math.cos), sine: table(Math.sin) };
}

/**
 * Rotates the two halves of each head by its position's angles, as Llama does; tables narrower than half a head
 * rotate its start and leave the rest (partial rotary, as Phi-4-mini). Shapes x [batch, time, heads * headSize],
 * positions [batch, time] of type `int32`, smaller than the tables' length. A rotation's gradient is the rotation
 * back.
 *
 * @example
 * const graph = new Graph();
 * const tables = ropeTables(graph, 128, 8, 10_000);
 * const positions = graph.input('positions', [2, 5], 'int32');
 * rope(graph.input('query', [2, 5, 4 * 8]), positions, 4, tables); // [2, 5, 32]
 */
export function rope(x: Tensor, positions: Tensor, heads: number, tables: RopeTables): Tensor {
  const rotated = 2 * tables.cosine.shape[1]!;
  const size = x.shape[2]! / heads;
  if (x.shape.length !== 3 || !Number.isInteger(size) || size < rotated) {
    throw new TensorError(`rope: ${showShape(x.shape)} does not hold ${heads} heads of the tables' size`);
  }
  const int = (value: number): Attribute => ({ kind: 'int', value });
  return x.graph.apply('RotaryEmbedding', [x, cast(positions, 'int64'), tables.cosine, tables.sine], {
    shape: x.shape,
    domain: 'com.microsoft',
    attributes: { num_heads: int(heads), ...(size > rotated && { rotary_embedding_dim: int(rotated) }) },
  });
}
