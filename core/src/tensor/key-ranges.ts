import type { Tensor } from './graph.ts';
import { add } from './ops/elementwise.ts';
import { concat } from './ops/layout.ts';

/** Blocks `[from, from + count)` of a row that is cut into blocks of one length. */
export interface BlockRange {
  readonly from: number;
  readonly count: number;
}

/** How a row is cut: tokens of a block, and the most blocks of keys that are worked on at once. */
export interface BlockSizes {
  readonly block: number;
  readonly mostBlocks: number;
}

/**
 * How attention in blocks cuts a row of `time` tokens: blocks of 256, longer where there would be more than 32 in a row;
 * keys in an eighth of a row at once.
 */
export function blockSizes(time: number, block = 256 * Math.ceil(time / 32 / 256)): BlockSizes {
  const eighth = Math.max(1, time / block / 8);
  return { block, mostBlocks: 2 ** Math.floor(Math.log2(eighth)) };
}

/**
 * The fewest ranges whose lengths are powers of two, and whose starts are multiples of their lengths, that fill blocks
 * `[from, to)`, of at most `most` blocks each. So few lengths occur in all, and ranges of two query blocks are the same, lie in one another, or apart.
 */
export function alignedRanges(from: number, to: number, most: number): BlockRange[] {
  const ranges: BlockRange[] = [];
  for (let start = from; start < to;) {
    let count = 1;
    while (2 * count <= most && start % (2 * count) === 0 && start + 2 * count <= to) count *= 2;
    ranges.push({ from: start, count });
    start += count;
  }
  return ranges;
}

/**
 * Pairs of a block of queries and a range of keys in a row of `time` tokens that is cut into blocks. A compiled graph has
 * about forty nodes for each and layer.
 */
export function countPairs(time: number): number {
  const { block, mostBlocks } = blockSizes(time);
  const count = (_: unknown, index: number): number => alignedRanges(0, index, mostBlocks).length + 1;
  return Array.from({ length: Math.ceil(time / block) }, count).reduce((a, b) => a + b, 0);
}

/** Sums of values over aligned ranges of blocks; every block has a value. */
export class RangeSums {
  private readonly sums = new Map<string, Tensor>();

  /** Adds a value of a range and returns the range's sum so far. */
  add({ from, count }: BlockRange, value: Tensor): Tensor {
    const key = `${from} ${count}`;
    const earlier = this.sums.get(key);
    const sum = earlier ? add(earlier, value) : value;
    this.sums.set(key, sum);
    return sum;
  }

  /** What the ranges add up to, for all `blocks` blocks, along an axis. */
  total(blocks: number, axis: number): Tensor {
    return concat(this.within({ from: 0, count: 2 ** Math.ceil(Math.log2(blocks)) }, blocks, axis), axis);
  }

  private within({ from, count }: BlockRange, blocks: number, axis: number): Tensor[] {
    if (from >= blocks) return [];
    const own = this.sums.get(`${from} ${count}`);
    if (count === 1) return [own!];
    const half = count / 2;
    const parts = [from, from + half].flatMap((start) =>
      this.within({ from: start, count: half }, blocks, axis),
    );
    return own ? [add(own, concat(parts, axis))] : parts;
  }
}
