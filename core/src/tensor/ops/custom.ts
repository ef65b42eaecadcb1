import type { Backward, Tensor } from '../graph.ts';

/**
 * The same value with a gradient rule of its own, used where a hand-written reverse pass is shorter than the
 * one the parts would give. `inputs` are the values the rule answers for.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * const step = cast(less(0, x), 'float32');
 * withGradient(step, [x], (gradient) => [gradient]); // [3], a straight-through estimator
 */
export function withGradient(value: Tensor, inputs: readonly Tensor[], backward: Backward): Tensor {
  return value.graph.apply('Identity', [value], { shape: value.shape, backward, gradientInputs: inputs });
}
