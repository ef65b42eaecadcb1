import type { OptimiserOptions } from '../domain/engine.ts';
import { acceptStep } from './loss-scale.ts';
import type { LossScale } from './loss-scale.ts';
import type { Parameters } from './parameters.ts';

/** What AdamW remembers between steps, in the layout of the weights. */
export interface AdamWState {
  /** Steps taken. */
  step: number;
  /** Running mean of the gradients. */
  readonly firstMoment: Float32Array;
  /** Running mean of the squared gradients. */
  readonly secondMoment: Float32Array;
}

/** The state before the first step, for a number of weights. */
export function createAdamWState(size: number): AdamWState {
  return { step: 0, firstMoment: new Float32Array(size), secondMoment: new Float32Array(size) };
}

/** The L2 norm over all gradients together. */
export function globalNorm(gradients: Float32Array): number {
  let sumOfSquares = 0;
  for (let i = 0; i < gradients.length; i++) sumOfSquares += gradients[i]! * gradients[i]!;
  return Math.sqrt(sumOfSquares);
}

/**
 * One AdamW step in place (Loshchilov and Hutter, arXiv 1711.05101, as torch.optim.AdamW computes it):
 *
 *     g = gradient * min(1, maxGradientNorm / norm)
 *     w = w - learningRate * weightDecay * w                     (matrices only)
 *     m = beta1 m + (1 - beta1) g;   v = beta2 v + (1 - beta2) g^2
 *     w = w - learningRate * (m / (1 - beta1^step)) / (sqrt(v / (1 - beta2^step)) + epsilon)
 *
 * @param lossScale what the gradients are multiplied by; a step that it does not accept is not taken.
 * @returns the global gradient norm before clipping; not finite when the step was not taken.
 * @throws Error when the gradients are not finite; weights and state are left as they were.
 */
export function adamWStep(
  parameters: Parameters,
  gradients: Float32Array,
  state: AdamWState,
  options: OptimiserOptions,
  lossScale?: LossScale,
): number {
  const unscale = 1 / (lossScale?.scale ?? 1);
  const norm = globalNorm(gradients) * unscale;
  if (!acceptStep(norm, lossScale)) return norm;
  const scale = clippingScale(norm, options) * unscale;
  state.step += 1;
  for (const { shape, offset, size } of parameters.entries) {
    const decay = shape.length > 1 ? matrixDecay(options) : 1;
    updateRange(parameters.flat, gradients, state, options, {
      from: offset,
      to: offset + size,
      scale,
      decay,
    });
  }
  return norm;
}

/** What gradients of a norm are multiplied by, so that it is at most the largest allowed one. */
export function clippingScale(norm: number, { maxGradientNorm }: OptimiserOptions): number {
  return maxGradientNorm > 0 && norm > maxGradientNorm ? maxGradientNorm / norm : 1;
}

/** What a step multiplies the elements of matrices by. */
export function matrixDecay({ learningRate, weightDecay }: OptimiserOptions): number {
  return 1 - learningRate * weightDecay;
}

interface UpdateRange {
  readonly from: number;
  readonly to: number;
  readonly scale: number;
  readonly decay: number;
}

function updateRange(
  weights: Float32Array,
  gradients: Float32Array,
  { step, firstMoment, secondMoment }: AdamWState,
  { learningRate, beta1, beta2, epsilon }: OptimiserOptions,
  { from, to, scale, decay }: UpdateRange,
): void {
  const stepSize = learningRate / (1 - beta1 ** step);
  const secondCorrection = 1 / Math.sqrt(1 - beta2 ** step);
  for (let i = from; i < to; i++) {
    const gradient = gradients[i]! * scale;
    const first = beta1 * firstMoment[i]! + (1 - beta1) * gradient;
    const second = beta2 * secondMoment[i]! + (1 - beta2) * gradient * gradient;
    firstMoment[i] = first;
    secondMoment[i] = second;
    weights[i] = weights[i]! * decay - (stepSize * first) / (Math.sqrt(second) * secondCorrection + epsilon);
  }
}
