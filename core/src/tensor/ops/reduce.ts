import { sameShape, sizeOf } from '../graph.ts';
import type { Shape, Tensor } from '../graph.ts';
import { reshape } from './layout.ts';
import { matmul } from './matmul.ts';
import { int64s, resolveAxis } from './shapes.ts';

/**
 * Which axes a reduction folds, and whether they stay as axes of size 1.
 *
 * @example
 * const eachRow: ReduceOptions = { axes: [-1], keepAxes: true };
 * mean(new Graph().input('x', [2, 3]), eachRow); // [2, 1]
 */
export interface ReduceOptions {
  /** Default: all axes. */
  readonly axes?: readonly number[];
  /** Default false. */
  readonly keepAxes?: boolean;
}

function reduce(op: string, x: Tensor, options: ReduceOptions): Tensor {
  const axes = (options.axes ?? x.shape.map((_, axis) => axis)).map((axis) => resolveAxis(op, x.shape, axis));
  const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  return x.graph.apply(op, [x, int64s(x, axes)], {
    shape: options.keepAxes ? kept : x.shape.filter((_, axis) => !axes.includes(axis)),
    attributes: { keepdims: { kind: 'int', value: options.keepAxes ? 1 : 0 } },
  });
}

/**
 * Sum over axes.
 *
 * @example
 * const x = new Graph().input('x', [2, 3]);
 * sum(x); // []
 * sum(x, { axes: [0] }); // [3]
 */
export const sum = (x: Tensor, options: ReduceOptions = {}): Tensor => reduce('ReduceSum', x, options);

/**
 * Mean over axes.
 *
 * @example
 * const x = new Graph().input('x', [2, 3]);
 * mean(x, { axes: [1] }); // [2]
 */
export const mean = (x: Tensor, options: ReduceOptions = {}): Tensor => reduce('ReduceMean', x, options);

/**
 * Largest element over axes. Equal largest elements each receive the whole gradient.
 *
 * @example
 * const x = new Graph().input('x', [2, 3]);
 * max(x, { axes: [1], keepAxes: true }); // [2, 1]
 */
export const max = (x: Tensor, options: ReduceOptions = {}): Tensor => reduce('ReduceMax', x, options);

/**
 * Sums over the axes along which `shape` was broadcast to the shape of `x`.
 *
 * @example
 * const gradient = new Graph().input('gradient', [2, 3]);
 * sumTo(gradient, [3]); // [3], the gradient of a bias that was added to two rows
 */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const lead = x.shape.length - shape.length;
  const folded = [...x.shape.keys()].filter((axis) => x.shape[axis] !== (shape[axis - lead] ?? 1));
  if (folded.length === 0) return reshape(x, shape);
  const areFirst = folded.every((axis, index) => axis === index);
  return reshape(areFirst ? columnSum(x, folded.length) : sum(x, { axes: folded, keepAxes: true }), shape);
}

/** Sums over the first `count` axes as a product with ones, which uses all cores and the vector units. */
function columnSum(x: Tensor, count: number): Tensor {
  const rows = sizeOf(x.shape.slice(0, count));
  const ones = x.graph.constant(new Float32Array(rows).fill(1), [1, rows]);
  return matmul(ones, reshape(x, [rows, sizeOf(x.shape.slice(count))]));
}
