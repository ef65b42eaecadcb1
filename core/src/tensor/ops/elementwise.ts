import { TensorError } from '../graph.ts';
import type { DataType, Tensor } from '../graph.ts';
import { broadcastShapes } from './shapes.ts';

/** An operand of an element-wise operation; a number stands for a scalar constant. */
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
 * const scale = graph.input('scale', [3]); // broadcast over the rows
 * const y = add(mul(x, scale), 1);
 * const standard = div(sub(x, 0.5), maximum(minimum(scale, 10), 1e-3));
 */
export const add = (a: Operand, b: Operand): Tensor => binary('Add', a, b);

/** `a - b`, broadcasting. */
export const sub = (a: Operand, b: Operand): Tensor => binary('Sub', a, b);

/** `a * b`, broadcasting. */
export const mul = (a: Operand, b: Operand): Tensor => binary('Mul', a, b);

/** `a / b`, broadcasting. */
export const div = (a: Operand, b: Operand): Tensor => binary('Div', a, b);

/** The smaller of `a` and `b`. The gradient goes to the chosen operand; to `a` where they are equal. */
export const minimum = (a: Operand, b: Operand): Tensor => binary('Min', a, b);

/** The larger of `a` and `b`. The gradient goes to the chosen operand; to `a` where they are equal. */
export const maximum = (a: Operand, b: Operand): Tensor => binary('Max', a, b);

/**
 * `x` limited to `[low, high]` (scalars). The gradient is zero outside the limits; the limits get none.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * const unit = clip(x, 0, 1);
 * const absolute = where(less(x, 0), neg(x), x);
 */
export function clip(x: Tensor, low: Operand, high: Operand): Tensor {
  const [, lower] = operands(x, low);
  const [, upper] = operands(x, high);
  return x.graph.apply('Clip', [x, lower, upper], { shape: x.shape });
}

const unary = (op: string, x: Tensor): Tensor => x.graph.apply(op, [x], { shape: x.shape });

/** `-x`. */
export const neg = (x: Tensor): Tensor => unary('Neg', x);

/** `e ** x`. */
export const exp = (x: Tensor): Tensor => unary('Exp', x);

/** Natural logarithm. */
export const log = (x: Tensor): Tensor => unary('Log', x);

/**
 * Square root.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * const length = sqrt(sum(mul(x, x)));
 * const chance = sigmoid(log(add(exp(x), 1)));
 * const smooth = mul(tanh(x), erf(reciprocal(x)));
 */
export const sqrt = (x: Tensor): Tensor => unary('Sqrt', x);

/** `1 / x`. */
export const reciprocal = (x: Tensor): Tensor => unary('Reciprocal', x);

/** `tanh(x)`. */
export const tanh = (x: Tensor): Tensor => unary('Tanh', x);

/** The error function, `2 / sqrt(pi)` times the integral of `e ** -t^2` from 0 to x. */
export const erf = (x: Tensor): Tensor => unary('Erf', x);

/** `1 / (1 + e ** -x)`. */
export const sigmoid = (x: Tensor): Tensor => unary('Sigmoid', x);

function compare(op: string, left: Operand, right: Operand): Tensor {
  const [a, b] = operands(left, right);
  return a.graph.apply(op, [a, b], { shape: broadcastShapes(op, a.shape, b.shape), dataType: 'bool' });
}

/** `a < b` as booleans, broadcasting. No gradient. */
export const less = (a: Operand, b: Operand): Tensor => compare('Less', a, b);

/** `a <= b` as booleans, broadcasting. No gradient. */
export const lessOrEqual = (a: Operand, b: Operand): Tensor => compare('LessOrEqual', a, b);

/**
 * `a == b` as booleans, broadcasting. No gradient.
 *
 * @example
 * const ids = new Graph().input('ids', [4], 'int32');
 * const isPadding = equal(ids, 0);
 */
export const equal = (a: Operand, b: Operand): Tensor => compare('Equal', a, b);

/** `a and b` of booleans, broadcasting. */
export const and = (a: Tensor, b: Tensor): Tensor => compare('And', a, b);

/** `a` where the condition holds, else `b`; all three broadcast. */
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
 * const isUnit = and(lessOrEqual(0, x), lessOrEqual(x, 1));
 * const count = sum(cast(isUnit, 'float32'));
 */
export function cast(x: Tensor, dataType: DataType): Tensor {
  const attributes = { to: { kind: 'int', value: ONNX_TYPES[dataType] } } as const;
  return x.graph.apply('Cast', [x], { shape: x.shape, dataType, attributes });
}
