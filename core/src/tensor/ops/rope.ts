import { showShape, TensorError } from '../graph.ts';
import type { Graph, Tensor } from '../graph.ts';
import { cast } from './elementwise.ts';

/** Cosines and sines of the rotary angles, [positions, headSize / 2] each. */
export interface RopeTables {
  readonly cosine: Tensor;
  readonly sine: Tensor;
}

/**
 * The tables of rotary position embeddings: `angle = position * theta^(-2 i / headSize)` (Su et al.,
 * arXiv 2104.09864).
 */
export function ropeTables(graph: Graph, positions: number, headSize: number, theta: number): RopeTables {
  const half = headSize / 2;
  const angles = Array.from(
    { length: positions * half },
    (_, i) => Math.floor(i / half) * theta ** (-(i % half) / half),
  );
  const table = (wave: (angle: number) => number): Tensor =>
    graph.constant(Float32Array.from(angles, wave), [positions, half]);
  return { cosine: table(Math.cos), sine: table(Math.sin) };
}

/**
 * Rotates the two halves of each head by its position's angles, as Llama does. Shapes x [batch, time,
 * heads * headSize], positions [batch, time] of type `int32`, smaller than the tables' length. A rotation's
 * gradient is the rotation back.
 */
export function rope(x: Tensor, positions: Tensor, heads: number, tables: RopeTables): Tensor {
  if (x.shape.length !== 3 || x.shape[2] !== heads * 2 * tables.cosine.shape[1]!) {
    throw new TensorError(`rope: ${showShape(x.shape)} does not hold ${heads} heads of the tables' size`);
  }
  return rotate(x, cast(positions, 'int64'), heads, tables);
}

function rotate(x: Tensor, positions: Tensor, heads: number, tables: RopeTables): Tensor {
  return x.graph.apply('RotaryEmbedding', [x, positions, tables.cosine, tables.sine], {
    shape: x.shape,
    domain: 'com.microsoft',
    attributes: { num_heads: { kind: 'int', value: heads } },
  });
}
