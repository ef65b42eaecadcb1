import { TensorError } from '../graph.ts';
import type { DataType, Tensor } from '../graph.ts';
import { broadcastShapes } from './shapes.ts';

/**
 * An operand of an element-wise operation; a number stands for a scalar constant.
 *
 * @example
 * const mix = (a: Tensor, b: Operand, share: Operand): Tensor => add(a, mul(sub(b, a), share));
 * mix(new Graph().input('x', [2, 3]), 0, 0.1); // [2, 3]
 */
export type Operand = Tensor | number;

function operands(a: Operand, b: Operand): readonly [Tensor, Tensor] {
  if (typeof a === 'number') {
    if (typeof b === 'number') throw new TensorError('an element-wise operation needs at least one tensor');
    return [b.graph.scalar(a), b];
  }
  return [a, typeof b === 'number' ? a.graph.scalar(b) : b];
}

function binary(op: string, left: Operand, right: Operand): Tensor {
  const [a, b] = operands(left, right);
  return a.graph.apply(op, [a, b], { shape: broadcastShapes(op, a.shape, b.shape), dataType: a.dataType });
}

/**
 * `a + b`, broadcasting.
 *
 * @example
 * const graph = new Graph();
 * const x = graph.input('x', [2, 3]);
 * add(x, graph.input('bias', [3])); // [2, 3], the same bias in each row
 * add(x, 1); // [2, 3]
 */
export const add = (a: Operand, b: Operand): Tensor => binary('Add', a, b);

/**
 * `a - b`, broadcasting.
 *
 * @example
 * const rewards = new Graph().input('rewards', [4, 8]); // groups of 8
 * sub(rewards, mean(rewards, { axes: [1], keepAxes: true })); // [4, 8], less the group's mean
 */
export const sub = (a: Operand, b: Operand): Tensor => binary('Sub', a, b);

/**
 * `a * b`, broadcasting.
 *
 * @example
 * const graph = new Graph();
 * mul(graph.input('x', [2, 3]), graph.input('scale', [3])); // [2, 3]
 */
export const mul = (a: Operand, b: Operand): Tensor => binary('Mul', a, b);

/**
 * `a / b`, broadcasting.
 *
 * @example
 * const x = new Graph().input('x', [2, 3]);
 * div(x, sum(x, { axes: [1], keepAxes: true })); // [2, 3], each row adds up to 1
 */
export const div = (a: Operand, b: Operand): Tensor => binary('Div', a, b);

/**
 * The smaller of `a` and `b`. The gradient goes to the chosen operand; to `a` where they are equal.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * minimum(x, 1); // [3], none above 1
 */
export const minimum = (a: Operand, b: Operand): Tensor => binary('Min', a, b);

/**
 * The larger of `a` and `b`. The gradient goes to the chosen operand; to `a` where they are equal.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * maximum(x, 0); // [3], a rectifier (ReLU)
 */
export const maximum = (a: Operand, b: Operand): Tensor => binary('Max', a, b);

/**
 * `x` limited to `[low, high]` (scalars). The gradient is zero outside the limits; the limits get none.
 *
 * @example
 * const ratio = new Graph().input('ratio', [5]);
 * clip(ratio, 0.8, 1.2); // [5]
 */
export function clip(x: Tensor, low: Operand, high: Operand): Tensor {
  const [, lower] = operands(x, low);
  const [, upper] = operands(x, high);
  return x.graph.apply('Clip', [x, lower, upper], { shape: x.shape });
}

const unary = (op: string, x: Tensor): Tensor => x.graph.apply(op, [x], { shape: x.shape });

/**
 * `-x`.
 *
 * @example
 * const logits = new Graph().input('logits', [5, 100]);
 * neg(logSoftmax(logits)); // [5, 100], surprisals in nats
 */
export const neg = (x: Tensor): Tensor => unary('Neg', x);

/**
 * `e ** x`.
 *
 * @example
 * const x = new Graph().input('x', [5, 100]);
 * exp(logSoftmax(x)); // [5, 100], probabilities
 */
export const exp = (x: Tensor): Tensor => unary('Exp', x);

/**
 * Natural logarithm.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * log(add(exp(x), 1)); // [3], softplus
 */
export const log = (x: Tensor): Tensor => unary('Log', x);

/**
 * Square root.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * sqrt(sum(mul(x, x))); // [], the length of x
 */
export const sqrt = (x: Tensor): Tensor => unary('Sqrt', x);

/**
 * `1 / x`.
 *
 * @example
 * const variance = new Graph().input('variance', [8]);
 * reciprocal(sqrt(add(variance, 1e-5))); // [8]
 */
export const reciprocal = (x: Tensor): Tensor => unary('Reciprocal', x);

/**
 * `tanh(x)`.
 *
 * @example
 * const logits = new Graph().input('logits', [5, 100]);
 * mul(tanh(div(logits, 30)), 30); // [5, 100], between -30 and 30
 */
export const tanh = (x: Tensor): Tensor => unary('Tanh', x);

/**
 * The error function, `2 / sqrt(pi)` times the integral of `e ** -t^2` from 0 to x.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5); // [3], the normal distribution's P(Z <= x)
 */
export const erf = (x: Tensor): Tensor => unary('Erf', x);

/**
 * `1 / (1 + e ** -x)`.
 *
 * @example
 * const graph = new Graph();
 * sigmoid(sub(graph.input('chosen', [4]), graph.input('rejected', [4]))); // [4], a Bradley-Terry preference
 */
export const sigmoid = (x: Tensor): Tensor => unary('Sigmoid', x);

function compare(op: string, left: Operand, right: Operand): Tensor {
  const [a, b] = operands(left, right);
  return a.graph.apply(op, [a, b], { shape: broadcastShapes(op, a.shape, b.shape), dataType: 'bool' });
}

/**
 * `a < b` as booleans, broadcasting. No gradient.
 *
 * @example
 * const advantages = new Graph().input('advantages', [5]);
 * less(advantages, 0); // [5] of type bool
 */
export const less = (a: Operand, b: Operand): Tensor => compare('Less', a, b);

/**
 * `a <= b` as booleans, broadcasting. No gradient.
 *
 * @example
 * const graph = new Graph();
 * const [positions, lengths] = [graph.input('positions', [1, 6], 'int32'), graph.input('lengths', [4, 1], 'int32')];
 * lessOrEqual(positions, lengths); // [4, 6] of type bool
 */
export const lessOrEqual = (a: Operand, b: Operand): Tensor => compare('LessOrEqual', a, b);

/**
 * `a == b` as booleans, broadcasting. No gradient.
 *
 * @example
 * const tokens = new Graph().input('tokens', [4], 'int32');
 * equal(tokens, tokens.graph.constant(Int32Array.of(0), [1])); // [4] of type bool, true at padding
 */
export const equal = (a: Operand, b: Operand): Tensor => compare('Equal', a, b);

/**
 * `a and b` of booleans, broadcasting.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * and(lessOrEqual(0, x), lessOrEqual(x, 1)); // [3] of type bool
 */
export const and = (a: Tensor, b: Tensor): Tensor => compare('And', a, b);

/**
 * `a` where the condition holds, else `b`; all three broadcast.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * where(less(x, 0), neg(x), x); // [3], the absolute value
 */
export function where(condition: Tensor, left: Operand, right: Operand): Tensor {
  const [, a] = operands(condition, left);
  const [, b] = operands(condition, right);
  if (condition.dataType !== 'bool') throw new TensorError(`where: the condition is ${condition.dataType}`);
  const shape = broadcastShapes('where', condition.shape, broadcastShapes('where', a.shape, b.shape));
  return a.graph.apply('Where', [condition, a, b], { shape, dataType: a.dataType });
}

const ONNX_TYPES: Readonly<Record<DataType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/**
 * Converts the elements to another type. No gradient.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * sum(cast(less(x, 0), 'float32')); // [], how many are negative
 */
export function cast(x: Tensor, dataType: DataType): Tensor {
  const attributes = { to: { kind: 'int', value: ONNX_TYPES[dataType] } } as const;
  return x.graph.apply('Cast', [x], { shape: x.shape, dataType, attributes });
}
