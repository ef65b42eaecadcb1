import {
  blockCount,
  keysOf,
  maskOf,
  queriesOf,
  rangesOf,
  rowsOf,
  scoresOf,
  takeBlock,
} from './attention-blocks.ts';
import type { Heads, Row } from './attention-blocks.ts';
import type { Tensor } from './graph.ts';
import { RangeSums } from './key-ranges.ts';
import { add, exp, mul, sub } from './ops/elementwise.ts';
import { concat, reshape } from './ops/layout.ts';
import { matmul } from './ops/matmul.ts';
import { sum } from './ops/reduce.ts';
import { after } from './recompute.ts';

/** What the forward pass leaves: its result, each block's log-sum-exps, and the result's gradient. */
export interface RowResult {
  readonly mixed: Tensor;
  readonly gradient: Tensor;
  readonly logSums: readonly Tensor[];
}

/**
 * Gradients of queries, keys and values (Dao, arXiv 2307.08691, algorithm 2). Probabilities are `exp(score - logSum)`;
 * with D the sum over a query's result times its gradient, the gradient of a score is `p * (dO V^T - D)`.
 */
export function rowGradients(heads: Heads, result: RowResult, row: Row): Tensor[] {
  const { batch, shape } = row;
  const { mixed, gradient, logSums } = result;
  // Copies of their own, or else the forward pass's slices of them would be kept until now.
  const [key, value] = [heads.key, heads.value].map((x) => after(x, [gradient])) as [Tensor, Tensor];
  const projections = sum(mul(gradient, mixed), { axes: [-1], keepAxes: true });
  const ofKeys = new RangeSums();
  const ofValues = new RangeSums();
  const ofQueries: Tensor[] = [];
  let signals: Tensor[] = [gradient];
  for (let index = 0; index < blockCount(row); index++) {
    const queries = queriesOf(heads.query, index, row, signals);
    const own = takeBlock(gradient, index, row);
    const projection = takeBlock(projections, index, row);
    signals = [];
    const parts = rangesOf(index, row).map((range) => {
      const keys = keysOf(key, range, row);
      const scores = scoresOf(queries, keys, maskOf(queries, range, row), row);
      const probabilities = exp(sub(scores, logSums[index]!));
      const ofScores = sub(matmul(own, keysOf(value, range, row), { transposeB: true }), projection);
      const slope = mul(probabilities, ofScores);
      const scale = 1 / Math.sqrt(shape.headSize);
      signals.push(
        ofValues.add(range, matmul(probabilities, own, { transposeA: true })),
        ofKeys.add(range, matmul(slope, queries.q, { transposeA: true, scale })),
      );
      return matmul(slope, keys, { scale });
    });
    const block = parts.reduce(add);
    signals.push(block);
    ofQueries.push(reshape(block, [batch, shape.heads, rowsOf(index, row), shape.headSize]));
  }
  const byHead = (sums: RangeSums, like: Tensor): Tensor =>
    reshape(sums.total(blockCount(row), 1), like.shape);
  return [concat(ofQueries, 2), byHead(ofKeys, key), byHead(ofValues, value)];
}
