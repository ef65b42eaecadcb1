import type { Backward, Tensor } from '../graph.ts';
import { exp, mul, sub } from './elementwise.ts';
import { sum } from './reduce.ts';

const LAST = { axes: [-1], keepAxes: true };

function overLastAxis(op: string, x: Tensor, backward: Backward): Tensor {
  return x.graph.apply(op, [x], {
    shape: x.shape,
    attributes: { axis: { kind: 'int', value: -1 } },
    backward,
  });
}

/** `e^x / sum(e^x)` over the last axis. */
export function softmax(x: Tensor): Tensor {
  const result: Tensor = overLastAxis('Softmax', x, (g) => [mul(result, sub(g, sum(mul(g, result), LAST)))]);
  return result;
}

/** `x - log(sum(e^x))` over the last axis. */
export function logSoftmax(x: Tensor): Tensor {
  const result: Tensor = overLastAxis('LogSoftmax', x, (g) => [sub(g, mul(exp(result), sum(g, LAST)))]);
  return result;
}
