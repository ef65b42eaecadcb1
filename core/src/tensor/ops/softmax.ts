import type { Tensor } from '../graph.ts';

function overLastAxis(op: string, x: Tensor): Tensor {
  return x.graph.apply(op, [x], { shape: x.shape, attributes: { axis: { kind: 'int', value: -1 } } });
}

/**
 * `e^x / sum(e^x)` over the last axis.
 *
 * @example
 * const logits = new Graph().input('logits', [2, 100]);
 * softmax(logits); // [2, 100], each row adds up to 1
 */
export const softmax = (x: Tensor): Tensor => overLastAxis('Softmax', x);

/**
 * `x - log(sum(e^x))` over the last axis.
 *
 * @example
 * const logits = new Graph().input('logits', [2, 100]);
 * logSoftmax(logits); // [2, 100], log-probabilities
 */
export const logSoftmax = (x: Tensor): Tensor => overLastAxis('LogSoftmax', x);
