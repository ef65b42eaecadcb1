import { showShape, TensorError } from './graph.ts';
import type { Tensor } from './graph.ts';
import { attend, HIDDEN, mergeHeads, splitHeads } from './ops/attention.ts';
import type { AttentionShape } from './ops/attention.ts';
import { and, cast, equal, less, lessOrEqual, sub, where } from './ops/elementwise.ts';
import { reshape, slice } from './ops/layout.ts';
import { after, recomputeParts } from './recompute.ts';
import type { BuildPart } from './recompute.ts';

/** How block-wise attention goes over a row. */
export interface BlockOptions {
  /** Queries that are worked on at once. Default 256. */
  readonly block?: number;
  /** A token sees itself and the `window - 1` tokens before it. Default: all of them. */
  readonly window?: number;
}

/** Queries `[start, end)`, and keys `[first, last)` among which are all that they can see. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Cuts a row into blocks. The numbers of keys are rounded up to few sizes: onnxruntime keeps a buffer of each size
 * until the last layer that has one of it, so that many sizes would cost memory that grows with the square.
 */
function blocksOf(time: number, block: number, window: number): Block[] {
  const widest = Math.min(time, window + block);
  const step = Math.max(block, Math.ceil(widest / 4 / block) * block);
  return Array.from({ length: Math.ceil(time / block) }, (_, i) => {
    const [start, end] = [i * block, Math.min(time, (i + 1) * block)];
    const needed = end - Math.max(0, start - window + 1);
    const keys = Math.min(time, Math.ceil(needed / step) * step);
    const first = Math.max(0, end - keys);
    return { start, end, first, last: first + keys };
  });
}

/**
 * `attention` under `causalSegmentMask(segments)`, one block of queries after another: a block skips most of
 * the keys that it cannot see, and no probabilities are kept for the reverse pass, which computes
 * each block again. Memory is `block * time` scores a head at any moment, so it grows linearly with the length,
 * where `attention` holds `time * time` in each layer. Segments [batch, time] of type `int32`, below 2^24.
 *
 * @example
 * const graph = new Graph();
 * const query = graph.input('query', [1, 2048, 8 * 64]);
 * const key = graph.input('key', [1, 2048, 2 * 64]);
 * const value = graph.input('value', [1, 2048, 2 * 64]);
 * const segments = graph.input('segments', [1, 2048], 'int32');
 * const mixed = blockAttention(query, key, value, segments, { heads: 8, keyValueHeads: 2, headSize: 64 });
 */
export function blockAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  segments: Tensor,
  shape: AttentionShape,
  { block = 256, window = Infinity }: BlockOptions = {},
): Tensor {
  const [batch, time] = query.shape as [number, number];
  if (segments.shape[0] !== batch || segments.shape[1] !== time) {
    throw new TensorError(
      `blockAttention: segments ${showShape(segments.shape)} do not fit ${showShape(query.shape)}`,
    );
  }
  const heads = [
    splitHeads(query, shape.heads),
    ...[key, value].map((x) => splitHeads(x, shape.keyValueHeads)),
  ];
  const names = cast(segments, 'float32');
  const parts = blocksOf(time, block, window).map(
    (range): BuildPart =>
      (q, k, v) =>
        attendBlock([q!, k!, v!], blockMask(names, q!, range, window), shape, range),
  );
  return mergeHeads(recomputeParts(heads, parts, 2));
}

function attendBlock(
  [q, k, v]: readonly [Tensor, Tensor, Tensor],
  mask: Tensor,
  { heads, keyValueHeads, headSize }: AttentionShape,
  { first, last, start, end }: Block,
): Tensor {
  const batch = q.shape[0]!;
  const groups = batch * keyValueHeads;
  const rows = end - start;
  const keys = [groups, last - first, headSize];
  const mixed = attend(
    reshape(slice(q, 2, start, end), [groups, (heads / keyValueHeads) * rows, headSize]),
    reshape(slice(k, 2, first, last), keys),
    reshape(slice(v, 2, first, last), keys),
    mask,
    [batch, heads, rows, last - first],
  );
  return reshape(mixed, [batch, heads, rows, headSize]);
}

/**
 * The additive mask of a block, [batch, 1, queries, keys]. It waits for the block's queries: computed from
 * constants alone, an engine would store it for every block, and that is a whole square again.
 */
function blockMask(names: Tensor, query: Tensor, { first, last, start, end }: Block, window: number): Tensor {
  const { graph, shape } = names;
  const time = shape[1]!;
  const order = graph.constant(
    Float32Array.from({ length: time }, (_, i) => i),
    [1, time],
  );
  const [segment, position] = [after(names, [query]), after(order, [query])];
  const ofQueries = (x: Tensor): Tensor => reshape(slice(x, 1, start, end), [x.shape[0]!, 1, end - start, 1]);
  const ofKeys = (x: Tensor): Tensor => reshape(slice(x, 1, first, last), [x.shape[0]!, 1, 1, last - first]);
  const causal = lessOrEqual(ofKeys(position), ofQueries(position));
  const near = window < time ? less(sub(ofQueries(position), window), ofKeys(position)) : undefined;
  const visible = and(equal(ofQueries(segment), ofKeys(segment)), near ? and(causal, near) : causal);
  return where(visible, 0, HIDDEN);
}
