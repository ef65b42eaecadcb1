import { sameShape, sizeOf } from '../graph.ts';
import type { Shape, Tensor } from '../graph.ts';
import { cast, equal, mul } from './elementwise.ts';
import { expand, reshape } from './layout.ts';
import { matmul } from './matmul.ts';
import { int64s, resolveAxis } from './shapes.ts';

/** Which axes a reduction folds, and whether they stay as axes of size 1. */
export interface ReduceOptions {
  /** Default: all axes. */
  readonly axes?: readonly number[];
  /** Default false. */
  readonly keepAxes?: boolean;
}

interface Reduction {
  readonly result: Tensor;
  /** Gives a gradient of the result back its folded axes, as size 1. */
  readonly unfold: (gradient: Tensor) => Tensor;
}

type ReduceGradient = (gradient: Tensor, reduction: Reduction) => Tensor;

function reduce(op: string, x: Tensor, options: ReduceOptions, gradient: ReduceGradient): Tensor {
  const axes = (options.axes ?? x.shape.map((_, axis) => axis)).map((axis) => resolveAxis(op, x.shape, axis));
  const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const shape = options.keepAxes ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
  const unfold = (g: Tensor): Tensor => reshape(g, kept);
  const result: Tensor = x.graph.apply(op, [x, int64s(x, axes)], {
    shape,
    attributes: { keepdims: { kind: 'int', value: options.keepAxes ? 1 : 0 } },
    backward: (g) => [gradient(g, { result, unfold })],
  });
  return result;
}

/** Sum over axes. */
export function sum(x: Tensor, options: ReduceOptions = {}): Tensor {
  return reduce('ReduceSum', x, options, (g, { unfold }) => expand(unfold(g), x.shape));
}

/** Mean over axes. */
export function mean(x: Tensor, options: ReduceOptions = {}): Tensor {
  return reduce('ReduceMean', x, options, (g, { result, unfold }) =>
    expand(unfold(mul(g, sizeOf(result.shape) / sizeOf(x.shape))), x.shape),
  );
}

/** Largest element over axes. Equal largest elements each receive the whole gradient. */
export function max(x: Tensor, options: ReduceOptions = {}): Tensor {
  return reduce('ReduceMax', x, options, (g, { result, unfold }) =>
    mul(cast(equal(x, unfold(result)), 'float32'), unfold(g)),
  );
}

/** Sums a gradient over the axes along which `shape` was broadcast. */
export function sumTo(gradient: Tensor, shape: Shape): Tensor {
  if (sameShape(gradient.shape, shape)) return gradient;
  const lead = gradient.shape.length - shape.length;
  const folded = gradient.shape.flatMap((size, axis) => (size !== (shape[axis - lead] ?? 1) ? [axis] : []));
  const isColumnSum = folded.length > 0 && folded.every((axis, index) => axis === index);
  const summed = isColumnSum
    ? columnSum(gradient, folded.length)
    : sum(gradient, { axes: folded, keepAxes: true });
  return sameShape(summed.shape, shape) ? summed : reshape(summed, shape);
}

/** Sums over the first `count` axes as a product with ones, which runs on all cores and vectorises. */
function columnSum(x: Tensor, count: number): Tensor {
  const rows = sizeOf(x.shape.slice(0, count));
  const rest = x.shape.slice(count);
  const ones = x.graph.constant(new Float32Array(rows).fill(1), [1, rows]);
  return reshape(matmul(ones, reshape(x, [rows, sizeOf(rest)])), rest);
}
