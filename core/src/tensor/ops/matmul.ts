import { sameShape, showShape, TensorError } from '../graph.ts';
import type { Tensor } from '../graph.ts';

/**
 * How the operands of a product are read.
 *
 * @example
 * const options: MatmulOptions = { transposeB: true, scale: 1 / 8 };
 * const graph = new Graph();
 * matmul(graph.input('queries', [4, 6, 64]), graph.input('keys', [4, 6, 64]), options); // [4, 6, 6], scores
 */
export interface MatmulOptions {
  /** Read `a` with its last two axes swapped. Default false. */
  readonly transposeA?: boolean;
  /** Read `b` with its last two axes swapped. Default false. */
  readonly transposeB?: boolean;
  /** Factor on the product. Default 1. */
  readonly scale?: number;
}

/**
 * `scale * A B` over the last two axes, where A is `a` or its transpose and B likewise. Leading (batch) axes
 * must be equal, or one operand is a single matrix that multiplies each of the other's; `[batch, rows, inner]` by
 * one matrix is faster flattened to `[batch * rows, inner]`. Transposes and the factor are part of the product
 * (onnxruntime's FusedMatMul): nothing is copied.
 *
 * @example
 * const graph = new Graph();
 * const x = graph.input('x', [2, 5, 8]);
 * const weight = graph.input('weight', [16, 8]); // as stored: outputs first
 * matmul(x, weight, { transposeB: true }); // [2, 5, 16]
 */
export function matmul(a: Tensor, b: Tensor, options: MatmulOptions = {}): Tensor {
  const { transposeA = false, transposeB = false, scale = 1 } = options;
  const fail = (why: string): never => {
    const mark = (flag: boolean): string => (flag ? ' transposed' : '');
    const shapes = `${showShape(a.shape)}${mark(transposeA)} by ${showShape(b.shape)}${mark(transposeB)}`;
    throw new TensorError(`matmul: cannot multiply ${shapes}: ${why}`);
  };
  if (a.shape.length < 2 || b.shape.length < 2) fail('both need at least two axes');
  const [batch, other] = [a, b].map(({ shape }) => shape.slice(0, -2)).sort((x, y) => y.length - x.length);
  if (other!.length > 0 && !sameShape(batch!, other!)) fail('their leading axes differ');
  const [rows, inner] = matrixShape(a, transposeA);
  const [innerB, columns] = matrixShape(b, transposeB);
  if (inner !== innerB) fail(`inner sizes ${inner} and ${innerB} differ`);
  return a.graph.apply('FusedMatMul', [a, b], {
    shape: [...batch!, rows, columns],
    domain: 'com.microsoft',
    attributes: {
      transA: { kind: 'int', value: Number(transposeA) },
      transB: { kind: 'int', value: Number(transposeB) },
      alpha: { kind: 'float', value: scale },
    },
  });
}

function matrixShape(x: Tensor, transposed: boolean): readonly [number, number] {
  const [rows, columns] = [x.shape.at(-2)!, x.shape.at(-1)!];
  return transposed ? [columns, rows] : [rows, columns];
}
