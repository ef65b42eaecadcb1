import { showShape, TensorError } from '../graph.ts';
import type { Shape, Tensor } from '../graph.ts';

/** The shape of an element-wise result under NumPy's broadcasting rule. */
export function broadcastShapes(op: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new TensorError(`${op}: shapes ${showShape(a)} and ${showShape(b)} do not broadcast`);
    }
    return left === 1 ? right : left;
  });
}

/** An axis counted from the front; negative axes count from the end. */
export function resolveAxis(op: string, shape: Shape, axis: number): number {
  const resolved = axis < 0 ? axis + shape.length : axis;
  if (resolved < 0 || resolved >= shape.length || !Number.isInteger(axis)) {
    throw new TensorError(`${op}: axis ${axis} does not exist in shape ${showShape(shape)}`);
  }
  return resolved;
}

/** An `int64` vector constant, the form in which ONNX takes axes, sizes and positions. */
export function int64s(like: Tensor, values: readonly number[]): Tensor {
  return like.graph.constant(BigInt64Array.from(values, BigInt), [values.length]);
}
