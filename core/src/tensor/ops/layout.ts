import { sameShape, showShape, sizeOf, TensorError } from '../graph.ts';
import type { Shape, Tensor } from '../graph.ts';
import { broadcastShapes, int64s, resolveAxis } from './shapes.ts';

/**
 * The same elements in another shape.
 *
 * @example
 * const x = new Graph().input('x', [2, 6]);
 * reshape(x, [2, 3, 2]); // [2, 3, 2]
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (sizeOf(x.shape) !== sizeOf(shape)) {
    throw new TensorError(`reshape: ${showShape(x.shape)} has not as many elements as ${showShape(shape)}`);
  }
  return x.graph.apply('Reshape', [x, int64s(x, shape)], {
    shape,
    dataType: x.dataType,
  });
}

/**
 * Reorders axes: axis `i` of the result is axis `order[i]` of `x`. Where only axes of size 1 move, nothing is copied.
 *
 * @example
 * const x = new Graph().input('x', [2, 5, 4, 8]); // batch, time, heads, size
 * transpose(x, [0, 2, 1, 3]); // [2, 4, 5, 8]
 */
export function transpose(x: Tensor, order: readonly number[]): Tensor {
  if (![...order].sort((a, b) => a - b).every((axis, i) => axis === i) || order.length !== x.shape.length) {
    throw new TensorError(`transpose: order ${showShape(order)} does not fit shape ${showShape(x.shape)}`);
  }
  const shape = order.map((axis) => x.shape[axis]!);
  const moved = order.filter((axis) => x.shape[axis]! > 1);
  if (moved.every((axis, i) => i === 0 || axis > moved[i - 1]!)) return reshape(x, shape);
  return x.graph.apply('Transpose', [x], {
    shape,
    dataType: x.dataType,
    attributes: { perm: { kind: 'ints', value: order } },
  });
}

/**
 * Repeats axes of size 1 until the shape is reached (NumPy's broadcast_to).
 *
 * @example
 * const x = new Graph().input('x', [1, 6]);
 * expand(x, [4, 6]); // [4, 6], four equal rows
 */
export function expand(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcastShapes('expand', x.shape, shape), shape)) {
    throw new TensorError(`expand: ${showShape(x.shape)} does not grow to ${showShape(shape)}`);
  }
  return x.graph.apply('Expand', [x, int64s(x, shape)], {
    shape,
    dataType: x.dataType,
  });
}

/**
 * Elements `[start, end)` of one axis.
 *
 * @example
 * const x = new Graph().input('x', [2, 6]);
 * slice(x, 1, 0, 3); // [2, 3], the left half
 * slice(x, -1, 5, 6); // [2, 1], the last column
 */
export function slice(x: Tensor, axis: number, start: number, end: number): Tensor {
  const resolved = resolveAxis('slice', x.shape, axis);
  const size = x.shape[resolved]!;
  if (start < 0 || end > size || start >= end) {
    throw new TensorError(`slice: [${start}, ${end}) does not fit axis ${axis} of ${showShape(x.shape)}`);
  }
  return x.graph.apply('Slice', [x, ...[start, end, resolved].map((value) => int64s(x, [value]))], {
    shape: x.shape.with(resolved, end - start),
    dataType: x.dataType,
  });
}

/**
 * Joins values along one axis; all other axes must agree.
 *
 * @example
 * const graph = new Graph();
 * concat([graph.input('prompt', [2, 6]), graph.input('response', [2, 3])], 1); // [2, 9]
 */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const first = parts[0];
  if (!first) throw new TensorError('concat: nothing to join');
  if (parts.length === 1) return first;
  const resolved = resolveAxis('concat', first.shape, axis);
  const odd = parts.find((part) => !sameShape(part.shape.with(resolved, 0), first.shape.with(resolved, 0)));
  if (odd) {
    throw new TensorError(
      `concat: ${showShape(odd.shape)} does not join ${showShape(first.shape)} on axis ${axis}`,
    );
  }
  const total = parts.reduce((sum, part) => sum + part.shape[resolved]!, 0);
  return first.graph.apply('Concat', parts, {
    shape: first.shape.with(resolved, total),
    dataType: first.dataType,
    attributes: { axis: { kind: 'int', value: resolved } },
  });
}
