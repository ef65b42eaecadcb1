import { showShape, TensorError } from './graph.ts';
import type { Tensor } from './graph.ts';
import { blockSizes } from './key-ranges.ts';
import { blockCount, keysOf, maskOf, queriesOf, rangesOf, rowsOf, scoresOf } from './attention-blocks.ts';
import type { Heads, Mixed, Queries, Row } from './attention-blocks.ts';
import { rowGradients } from './block-attention-gradient.ts';
import { mergeHeads, splitHeads } from './ops/attention.ts';
import type { AttentionShape } from './ops/attention.ts';
import { withGradient } from './ops/custom.ts';
import { add, cast, exp, log, mul, sub } from './ops/elementwise.ts';
import { concat, reshape } from './ops/layout.ts';
import { matmul } from './ops/matmul.ts';
import { max, sum } from './ops/reduce.ts';
import { softmax } from './ops/softmax.ts';

/**
 * How block-wise attention goes over a row.
 *
 * @example
 * const options: BlockOptions = { block: 512, window: 2048 };
 */
export interface BlockOptions {
  /** Queries that are worked on at once. Default: 256, more in rows above 8,192. */
  readonly block?: number;
  /** A token sees itself and the `window - 1` tokens before it. Default: all of them. */
  readonly window?: number;
}

/**
 * `attention` under `causalSegmentMask(segments)`, one block of queries after another, as FlashAttention does (Dao, arXiv
 * 2307.08691): keys that a block cannot see are skipped, pairs that see each other all are not masked, and of the
 * probabilities only each query's log-sum-exp is kept, from which the reverse pass computes each block's again.
 * Memory is a few times `block * time / 8` scores a head at any moment, where `attention` holds `time * time` in each
 * layer. Segments [batch, time] of type `int32`, below 2^24; without them, each row is one
 * sequence, which saves all masks but those of the diagonal.
 *
 * @example
 * const graph = new Graph();
 * const query = graph.input('query', [1, 2048, 8 * 64]);
 * const key = graph.input('key', [1, 2048, 2 * 64]);
 * const value = graph.input('value', [1, 2048, 2 * 64]);
 * const segments = graph.input('segments', [1, 2048], 'int32');
 * blockAttention(query, key, value, segments, { heads: 8, keyValueHeads: 2, headSize: 64 }); // [1, 2048, 512]
 */
export function blockAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  segments: Tensor | undefined,
  shape: AttentionShape,
  { block, window = Infinity }: BlockOptions = {},
): Tensor {
  const [batch, time] = query.shape as [number, number];
  if (segments && (segments.shape[0] !== batch || segments.shape[1] !== time)) {
    throw new TensorError(
      `blockAttention: segments ${showShape(segments.shape)} do not fit ${showShape(query.shape)}`,
    );
  }
  const row: Row = {
    graph: query.graph,
    batch,
    time,
    ...blockSizes(time, block),
    window,
    shape,
    segments: segments && cast(segments, 'float32'),
    masks: new Map(),
  };
  const heads: Heads = {
    query: splitHeads(query, shape.heads),
    key: splitHeads(key, shape.keyValueHeads),
    value: splitHeads(value, shape.keyValueHeads),
  };
  return mergeHeads(attendRow(heads, row));
}

function attendRow(heads: Heads, row: Row): Tensor {
  const { batch, shape } = row;
  const blocks: Mixed[] = [];
  for (let index = 0; index < blockCount(row); index++) {
    // Each block waits for the one before it: an engine orders independent work as it likes, and would hold several.
    const before = blocks.at(-1);
    blocks.push(mixBlock(queriesOf(heads.query, index, row, before ? [before.value] : []), heads, row));
  }
  const mixed = concat(
    blocks.map(({ value }, index) =>
      reshape(value, [batch, shape.heads, rowsOf(index, row), shape.headSize]),
    ),
    2,
  );
  const { query, key, value } = heads;
  const logSums = blocks.map(({ logSum }) => logSum);
  return withGradient(mixed, [query, key, value], (gradient) =>
    rowGradients(heads, { mixed, gradient, logSums }, row),
  );
}

/** One block of queries over all keys that it sees: each range of keys by itself, then joined by their sums. */
function mixBlock(queries: Queries, { key, value }: Heads, row: Row): Mixed {
  const parts = rangesOf(queries.index, row).map((range): Mixed => {
    const mask = maskOf(queries, range, row);
    return mixRange(scoresOf(queries, keysOf(key, range, row), mask, row), keysOf(value, range, row));
  });
  return parts.length === 1 ? parts[0]! : join(parts);
}

/**
 * The softmax over a range of keys. Where p is the largest probability and s its score, the logarithm of the sum of
 * exponentials is s - log p; p is never below one over the number of keys.
 */
function mixRange(scores: Tensor, values: Tensor): Mixed {
  const probabilities = softmax(scores);
  const largest = (x: Tensor): Tensor => max(x, { axes: [-1], keepAxes: true });
  return {
    value: matmul(probabilities, values),
    logSum: sub(largest(scores), log(largest(probabilities))),
  };
}

function join(parts: readonly Mixed[]): Mixed {
  const logSums = concat(
    parts.map(({ logSum }) => logSum),
    2,
  );
  const largest = max(logSums, { axes: [-1], keepAxes: true });
  const logSum = add(largest, log(sum(exp(sub(logSums, largest)), { axes: [-1], keepAxes: true })));
  const weighted = parts.map((part) => mul(part.value, exp(sub(part.logSum, logSum))));
  return { value: weighted.reduce(add), logSum };
}
