import { sameShape, showShape, TensorError } from '../graph.ts';
import type { Tensor } from '../graph.ts';
import { withGradient } from './custom.ts';
import { mul, sub } from './elementwise.ts';
import { mean, sumTo } from './reduce.ts';

/**
 * Root mean square normalisation over the last axis, `x / sqrt(mean(x^2) + epsilon) * weight` (Zhang and
 * Sennrich, arXiv 1910.07467). Shapes x [..., width], weight [width].
 *
 * With `s = 1 / sqrt(mean(x^2) + epsilon)` and `u = gradient * weight`, the gradient of x is
 * `s * (u - x * s^2 * mean(u * x))`; `s` is a by-product of the forward operator.
 *
 * @example
 * const graph = new Graph();
 * rmsNorm(graph.input('x', [2, 5, 8]), graph.input('weight', [8]), 1e-6); // [2, 5, 8]
 */
export function rmsNorm(x: Tensor, weight: Tensor, epsilon: number): Tensor {
  if (!sameShape(weight.shape, x.shape.slice(-1))) {
    throw new TensorError(`rmsNorm: weight ${showShape(weight.shape)} does not fit ${showShape(x.shape)}`);
  }
  const [value, inverse] = x.graph.applyMany(
    'SimplifiedLayerNormalization',
    [x, weight],
    {
      shape: x.shape,
      attributes: { axis: { kind: 'int', value: -1 }, epsilon: { kind: 'float', value: epsilon } },
    },
    [x.shape, [...x.shape.slice(0, -1), 1]],
  ) as [Tensor, Tensor];
  return withGradient(value, [x, weight], (g) => {
    const u = mul(g, weight);
    const projection = mul(mean(mul(u, x), { axes: [-1], keepAxes: true }), mul(inverse, inverse));
    const dx = mul(inverse, sub(u, mul(x, projection)));
    return [dx, sumTo(mul(g, mul(x, inverse)), weight.shape)];
  });
}
