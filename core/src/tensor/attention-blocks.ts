import type { Graph, Tensor } from './graph.ts';
import { alignedRanges } from './key-ranges.ts';
import type { BlockRange } from './key-ranges.ts';
import { HIDDEN } from './ops/attention.ts';
import type { AttentionShape } from './ops/attention.ts';
import { add, and, equal, where } from './ops/elementwise.ts';
import { reshape, slice } from './ops/layout.ts';
import { matmul } from './ops/matmul.ts';
import { after } from './recompute.ts';

/** Queries, keys and values by head: [batch, heads, time, size] each. */
export interface Heads {
  readonly query: Tensor;
  readonly key: Tensor;
  readonly value: Tensor;
}

/** What is the same for all blocks of a row. */
export interface Row {
  readonly graph: Graph;
  readonly batch: number;
  readonly time: number;
  readonly block: number;
  readonly mostBlocks: number;
  readonly window: number;
  readonly shape: AttentionShape;
  /** Names of the segments, [batch, time] of type `float32`; absent where a row is one sequence. */
  readonly segments: Tensor | undefined;
  /** Additive masks of the pairs of two blocks that see each other in part, by the distance of the blocks. */
  readonly masks: Map<string, Tensor>;
}

/** One block's queries, [groups, repeats * rows, size], and the names of their segments, [batch, time]. */
export interface Queries {
  readonly index: number;
  readonly q: Tensor;
  readonly names: Tensor | undefined;
}

/** What a block of queries gives: mixed values, and the logarithm of the sum of each query's exponentials. */
export interface Mixed {
  readonly value: Tensor;
  readonly logSum: Tensor;
}

export function blockCount({ time, block }: Row): number {
  return Math.ceil(time / block);
}

/** Positions `[start, end)` of a range of blocks. */
function positionsOf({ from, count }: BlockRange, { time, block }: Row): readonly [number, number] {
  return [from * block, Math.min(time, (from + count) * block)];
}

/** Positions of one block; the last one may be shorter. */
export function rowsOf(index: number, row: Row): number {
  const [start, end] = positionsOf({ from: index, count: 1 }, row);
  return end - start;
}

/** The keys that a block of queries sees, in ranges: its own block last, and those that it sees in part alone. */
export function rangesOf(index: number, { block, mostBlocks, window }: Row): BlockRange[] {
  const first = Math.max(0, Math.floor((index * block - window + 1) / block));
  // The last query of a full block sees no farther back than this.
  const seenByAll = Math.max(first, Math.ceil(((index + 1) * block - window) / block));
  const border = Math.min(index, Math.max(0, seenByAll));
  const partly = Array.from({ length: border - first }, (_, i) => ({ from: first + i, count: 1 }));
  return [...partly, ...alignedRanges(border, index, mostBlocks), { from: index, count: 1 }];
}

/** Queries of a block, or what has their shape by head, [batch, heads, time, size], in the layout of scores. */
export function takeBlock(x: Tensor, index: number, row: Row): Tensor {
  const [start, end] = positionsOf({ from: index, count: 1 }, row);
  const { heads, keyValueHeads } = row.shape;
  const repeats = heads / keyValueHeads;
  return reshape(slice(x, 2, start, end), [row.batch * keyValueHeads, repeats * (end - start), x.shape[3]!]);
}

/** The queries of a block, which wait for signals. */
export function queriesOf(query: Tensor, index: number, row: Row, signals: readonly Tensor[]): Queries {
  return {
    index,
    q: after(takeBlock(query, index, row), signals),
    names: row.segments && after(row.segments, signals),
  };
}

/** Keys or values of a range, [groups, keys, size]. */
export function keysOf(x: Tensor, range: BlockRange, row: Row): Tensor {
  const [start, end] = positionsOf(range, row);
  return reshape(slice(x, 2, start, end), [x.shape[0]! * x.shape[1]!, end - start, x.shape[3]!]);
}

/** Masked scores [groups, repeats * rows, keys]. */
export function scoresOf({ index, q }: Queries, keys: Tensor, mask: Tensor | undefined, row: Row): Tensor {
  const scores = matmul(q, keys, { transposeB: true, scale: 1 / Math.sqrt(row.shape.headSize) });
  if (!mask) return scores;
  const byHead = reshape(scores, [row.batch, row.shape.heads, rowsOf(index, row), keys.shape[1]!]);
  return reshape(add(byHead, mask), scores.shape);
}

/** The additive mask of a block and a range of keys, broadcasting to [batch, heads, rows, keys]. */
export function maskOf({ index, names }: Queries, range: BlockRange, row: Row): Tensor | undefined {
  const near = nearMask(index, range, row);
  if (!names) return near && where(near, 0, HIDDEN);
  const ofBlocks = (blocks: BlockRange): readonly [Tensor, number] => {
    const [start, end] = positionsOf(blocks, row);
    return [slice(names, 1, start, end), end - start];
  };
  const [mine, rows] = ofBlocks({ from: index, count: 1 });
  const [theirs, keys] = ofBlocks(range);
  const same = equal(reshape(mine, [row.batch, 1, rows, 1]), reshape(theirs, [row.batch, 1, 1, keys]));
  return where(near ? and(same, near) : same, 0, HIDDEN);
}

/** Which pairs are near enough and not in the future, where that is not all: stored once for each distance. */
function nearMask(index: number, range: BlockRange, row: Row): Tensor | undefined {
  const [start, end] = positionsOf({ from: index, count: 1 }, row);
  const [first, last] = positionsOf(range, row);
  if (last <= start && end - 1 - first < row.window) return undefined;
  const shape = [1, 1, end - start, last - first];
  const key = `${start - first} ${shape.join(' ')}`;
  const known = row.masks.get(key);
  if (known) return known;
  const mask = row.graph.constant(
    Uint8Array.from({ length: shape[2]! * shape[3]! }, (_, i) => {
      const behind = start + Math.floor(i / shape[3]!) - first - (i % shape[3]!);
      return Number(behind >= 0 && behind < row.window);
    }),
    shape,
  );
  row.masks.set(key, mask);
  return mask;
}
