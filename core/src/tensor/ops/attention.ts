import type { Graph, Tensor } from '../graph.ts';
import { withGradient } from './custom.ts';
import { add, and, equal, less, mul, sub, where } from './elementwise.ts';
import { reshape, transpose } from './layout.ts';
import { matmul } from './matmul.ts';
import { sum } from './reduce.ts';
import { softmax } from './softmax.ts';

/** Added to the score of a pair that must not attend: its probability becomes exactly zero. */
export const HIDDEN = -1e9;

/**
 * The sizes of a grouped-query attention: each key-value head serves `heads / keyValueHeads` query heads.
 *
 * @example
 * const shape: AttentionShape = { heads: 8, keyValueHeads: 2, headSize: 64 }; // queries 512 wide, keys 128
 */
export interface AttentionShape {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
}

/**
 * The additive mask [batch, 1, time, time] of causal attention inside segments: a token attends to itself and
 * to earlier tokens of the same segment, of which a sliding `window` shows the last `window - 1`. Segments
 * [batch, time] of type `int32`; padding can be a segment of its own, so that sequences of any length share a row
 * and none sees another.
 *
 * @example
 * const segments = new Graph().constant(Int32Array.of(0, 0, 0, 1, 1, 2), [1, 6]);
 * causalSegmentMask(segments); // [1, 1, 6, 6], 0 where a token sees the other and -1e9 where not
 */
export function causalSegmentMask(segments: Tensor, window = Infinity): Tensor {
  const [batch, time] = segments.shape as [number, number];
  const same = equal(reshape(segments, [batch, 1, time, 1]), reshape(segments, [batch, 1, 1, time]));
  return where(and(same, causal(segments.graph, time, window)), 0, HIDDEN);
}

function causal(graph: Graph, time: number, window: number): Tensor {
  const allowed = Uint8Array.from({ length: time * time }, (_, i) => {
    const behind = Math.floor(i / time) - (i % time);
    return Number(behind >= 0 && behind < window);
  });
  return graph.constant(allowed, [1, 1, time, time]);
}

/**
 * The additive mask of one new position behind `lengths[i]` cached ones: it shows the first `lengths[i]` of
 * `capacity` columns, of which a sliding `window` leaves the last `window - 1`. Result [count, 1, 1, capacity].
 */
export function lengthMask(lengths: Tensor, capacity: number, window = Infinity): Tensor {
  const columns = lengths.graph.constant(
    Int32Array.from({ length: capacity }, (_, i) => i),
    [1, 1, 1, capacity],
  );
  const length = reshape(lengths, [lengths.shape[0]!, 1, 1, 1]);
  const isWritten = less(columns, length);
  if (window >= capacity) return where(isWritten, 0, HIDDEN);
  const offset = lengths.graph.constant(Int32Array.of(window), [1, 1, 1, 1]);
  return where(and(isWritten, less(length, add(columns, offset))), 0, HIDDEN);
}

/**
 * Grouped-query attention (Ainslie et al., arXiv 2305.13245): `softmax(Q K^T / sqrt(headSize) + mask) V`.
 * Shapes query [batch, time, heads * headSize], key and value [batch, time, keyValueHeads * headSize], mask
 * broadcasting to [batch, heads, time, time]; result like query.
 *
 * @example
 * const graph = new Graph();
 * const query = graph.input('query', [1, 6, 4 * 8]);
 * const [key, value] = [graph.input('key', [1, 6, 2 * 8]), graph.input('value', [1, 6, 2 * 8])];
 * const mask = causalSegmentMask(graph.input('segments', [1, 6], 'int32'));
 * attention(query, key, value, mask, { heads: 4, keyValueHeads: 2, headSize: 8 }); // [1, 6, 32]
 */
export function attention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  mask: Tensor,
  shape: AttentionShape,
): Tensor {
  const { heads, keyValueHeads, headSize } = shape;
  const [batch, time] = query.shape as [number, number];
  const grouped = [batch * keyValueHeads, (heads / keyValueHeads) * time, headSize];
  const q = reshape(splitHeads(query, heads), grouped);
  const k = reshape(splitHeads(key, keyValueHeads), [batch * keyValueHeads, time, headSize]);
  const v = reshape(splitHeads(value, keyValueHeads), [batch * keyValueHeads, time, headSize]);
  const mixed = attend(q, k, v, mask, [batch, heads, time, time]);
  return mergeHeads(reshape(mixed, [batch, heads, time, headSize]));
}

/** [batch, time, heads * size] to [batch, heads, time, size]. */
export function splitHeads(x: Tensor, heads: number): Tensor {
  const [batch, time, width] = x.shape as [number, number, number];
  return transpose(reshape(x, [batch, time, heads, width / heads]), [0, 2, 1, 3]);
}

/** [batch, heads, time, size] to [batch, time, heads * size]. */
export function mergeHeads(x: Tensor): Tensor {
  const [batch, heads, time, size] = x.shape as [number, number, number, number];
  return reshape(transpose(x, [0, 2, 1, 3]), [batch, time, heads * size]);
}

/**
 * Attention of a batch of groups: q [groups, queries, size], k and v [groups, keys, size], mask broadcasting to
 * `scoreShape`, in which [groups, queries, keys] is read as [batch, heads, time, keys]. The softmax's gradient needs, for each query, the sum over keys of probability times
 * gradient; that equals the product of output and output gradient, which is `time / headSize` times smaller
 * (Dao, arXiv 2307.08691, section 3.1).
 */
export function attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scoreShape: readonly number[]): Tensor {
  const scale = 1 / Math.sqrt(q.shape[2]!);
  const scores = matmul(q, k, { transposeB: true, scale });
  const masked = add(reshape(scores, scoreShape), mask);
  const probabilities = reshape(softmax(masked), scores.shape);
  const mixed = matmul(probabilities, v);
  return withGradient(mixed, [q, k, v], (g) => {
    const rowSum = sum(mul(g, mixed), { axes: [-1], keepAxes: true });
    const slope = mul(probabilities, sub(matmul(g, v, { transposeB: true }), rowSum));
    return [
      matmul(slope, k, { scale }),
      matmul(slope, q, { transposeA: true, scale }),
      matmul(probabilities, g, { transposeA: true }),
    ];
  });
}
