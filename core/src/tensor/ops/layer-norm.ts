import { sameShape, showShape, TensorError } from '../graph.ts';
import type { Tensor } from '../graph.ts';
import { withGradient } from './custom.ts';
import { mul, sub } from './elementwise.ts';
import { mean, sumTo } from './reduce.ts';

/**
 * Layer normalisation over the last axis, `(x - mean) / sqrt(variance + epsilon) * weight + bias` (Ba et al.,
 * arXiv 1607.06450). Shapes x [..., width], weight and bias [width].
 *
 * With `n` the normalised x, `s` the inverse deviation and `u = gradient * weight`, the gradient of x is
 * `s * (u - mean(u) - n * mean(u * n))`; mean and `s` are by-products of the forward operator.
 *
 * @example
 * const graph = new Graph();
 * const [weight, bias] = [graph.input('weight', [8]), graph.input('bias', [8])];
 * layerNorm(graph.input('x', [2, 5, 8]), weight, bias, 1e-5); // [2, 5, 8]
 */
export function layerNorm(x: Tensor, weight: Tensor, bias: Tensor, epsilon: number): Tensor {
  const width = x.shape.slice(-1);
  if (!sameShape(weight.shape, width) || !sameShape(bias.shape, width)) {
    const parts = `weight ${showShape(weight.shape)} and bias ${showShape(bias.shape)}`;
    throw new TensorError(`layerNorm: ${parts} do not fit ${showShape(x.shape)}`);
  }
  const folded = [...x.shape.slice(0, -1), 1];
  const [value, average, inverse] = x.graph.applyMany(
    'LayerNormalization',
    [x, weight, bias],
    {
      shape: x.shape,
      attributes: { axis: { kind: 'int', value: -1 }, epsilon: { kind: 'float', value: epsilon } },
    },
    [x.shape, folded, folded],
  ) as [Tensor, Tensor, Tensor];
  return withGradient(value, [x, weight, bias], (g) => {
    const options = { axes: [-1], keepAxes: true };
    const normal = mul(sub(x, average), inverse);
    const u = mul(g, weight);
    const centred = sub(u, mean(u, options));
    const dx = mul(inverse, sub(centred, mul(normal, mean(mul(u, normal), options))));
    return [dx, sumTo(mul(g, normal), weight.shape), sumTo(g, bias.shape)];
  });
}
