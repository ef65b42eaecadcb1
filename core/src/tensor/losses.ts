import type { Tensor } from './graph.ts';
import { add, cast, clip, exp, less, maximum, minimum, mul, neg, sub, where } from './ops/elementwise.ts';
import { pick } from './ops/gather.ts';
import { sum } from './ops/reduce.ts';
import { logSoftmax } from './ops/softmax.ts';

/**
 * Log-ratios are limited to this size before they are exponentiated, as in verl, so that one absurd token
 * cannot turn a step into infinities. Far outside any ratio that training meets: e^20 is 5e8.
 */
const LARGEST_LOG_RATIO = 20;

/**
 * Log-probability of each target token: logits [tokens, vocabulary], targets [tokens]; result [tokens].
 *
 * @example
 * const graph = new Graph();
 * const logits = graph.input('logits', [5, 100]);
 * tokenLogProbabilities(logits, graph.input('targets', [5], 'int32')); // [5]
 */
export function tokenLogProbabilities(logits: Tensor, targets: Tensor): Tensor {
  return pick(logSoftmax(logits), targets);
}

/**
 * Exact entropy in nats of each token's distribution: `-sum over v of p(v) log p(v)`; result [tokens].
 *
 * @example
 * const logits = new Graph().input('logits', [5, 100]);
 * tokenEntropies(logits); // [5], each between 0 and log 100
 */
export function tokenEntropies(logits: Tensor): Tensor {
  const logProbabilities = logSoftmax(logits);
  return neg(sum(mul(exp(logProbabilities), logProbabilities), { axes: [-1] }));
}

/**
 * Masked cross-entropy, `-sum over tokens of weight * log p(target)`; a weight of 0 masks a token.
 *
 * @example
 * const graph = new Graph();
 * const logProbabilities = graph.input('logProbabilities', [5]);
 * const weights = graph.input('weights', [5]); // 0 on the prompt, 1 / 3 on three tokens of the response: their mean
 * crossEntropyLoss(logProbabilities, weights); // []
 */
export function crossEntropyLoss(logProbabilities: Tensor, weights: Tensor): Tensor {
  return neg(sum(mul(logProbabilities, weights)));
}

/**
 * Inputs of the GRPO loss. All are [tokens] but the constants, which are scalars (see `GrpoConstants`).
 *
 * @example
 * // The report's KL term: against the policy that sampled.
 * const againstOld = (inputs: GrpoInputs): GrpoInputs => ({
 *   ...inputs,
 *   referenceLogProbabilities: inputs.oldLogProbabilities,
 * });
 */
export interface GrpoInputs extends GrpoConstants {
  /** Log-probabilities of the tokens under the weights being trained. */
  readonly logProbabilities: Tensor;
  readonly entropies: Tensor;
  /** Under the policy that sampled the tokens. */
  readonly oldLogProbabilities: Tensor;
  /** Under the policy of the KL term. */
  readonly referenceLogProbabilities: Tensor;
  readonly advantages: Tensor;
  /** Weight of each token in the loss; 0 masks it. */
  readonly weights: Tensor;
}

/**
 * Constants of the GRPO loss as scalar tensors, so that one compiled graph serves any setting.
 *
 * @example
 * const graph = new Graph();
 * const constants: GrpoConstants = {
 *   clipLow: graph.scalar(0.2),
 *   clipHigh: graph.scalar(0.28),
 *   dualClip: graph.scalar(1e9), // off
 *   klCoefficient: graph.scalar(0.001),
 *   entropyCoefficient: graph.scalar(0),
 * };
 */
export interface GrpoConstants {
  readonly clipLow: Tensor;
  readonly clipHigh: Tensor;
  /** A very large number turns the dual clip off. */
  readonly dualClip: Tensor;
  readonly klCoefficient: Tensor;
  readonly entropyCoefficient: Tensor;
}

/**
 * The GRPO loss, and what it measured of each token, [tokens] each.
 *
 * @example
 * const clippedShare = ({ clipped }: GrpoTerms, weights: Tensor): Tensor =>
 *   div(sum(mul(clipped, weights)), sum(weights));
 */
export interface GrpoTerms {
  readonly loss: Tensor;
  readonly kl: Tensor;
  /** 1 where the clipped surrogate was smaller than the plain one, else 0. */
  readonly clipped: Tensor;
}

/**
 * The loss of group relative policy optimisation as the Phi-4-reasoning report prints it (arXiv 2504.21318,
 * section 4.2; formula text in arXiv 2508.09726, equation 1). For token t of a completion with advantage A:
 *
 *     r         = exp(lp - lpOld)
 *     surrogate = min(r A, clip(r, 1 - clipLow, 1 + clipHigh) A)
 *     surrogate = max(surrogate, dualClip A)  where A < 0       (dual clip: Ye et al., arXiv 1912.09729)
 *     kl        = exp(lpRef - lp) - (lpRef - lp) - 1            (the k3 estimator of KL(policy || reference))
 *     loss      = -sum over t of weight * (surrogate - klCoefficient kl + entropyCoefficient entropy)
 *
 * The report's KL is taken against the old policy: feed `oldLogProbabilities` as the reference then. How
 * tokens are averaged is the weights' affair. Log-ratios are limited to +-20 before `exp`.
 *
 * @example
 * const graph = new Graph();
 * const tokens = (name: string): Tensor => graph.input(name, [10]);
 * const constant = (name: string): Tensor => graph.input(name, []);
 * const { loss } = grpoLoss({
 *   logProbabilities: tokens('new'),
 *   oldLogProbabilities: tokens('old'),
 *   referenceLogProbabilities: tokens('reference'),
 *   entropies: tokens('entropies'),
 *   advantages: tokens('advantages'),
 *   weights: tokens('weights'),
 *   clipLow: constant('clipLow'),
 *   clipHigh: constant('clipHigh'),
 *   dualClip: constant('dualClip'),
 *   klCoefficient: constant('klCoefficient'),
 *   entropyCoefficient: constant('entropyCoefficient'),
 * }); // []
 */
export function grpoLoss(inputs: GrpoInputs): GrpoTerms {
  const { logProbabilities, advantages, weights, klCoefficient, entropyCoefficient } = inputs;
  const { surrogate, clipped } = clippedSurrogate(inputs);
  const kl = k3(logProbabilities, inputs.referenceLogProbabilities);
  const bounded = where(less(advantages, 0), maximum(surrogate, mul(inputs.dualClip, advantages)), surrogate);
  const bonus = mul(entropyCoefficient, inputs.entropies);
  const objective = add(sub(bounded, mul(klCoefficient, kl)), bonus);
  return { loss: neg(sum(mul(weights, objective))), kl, clipped };
}

function clippedSurrogate(inputs: GrpoInputs): { surrogate: Tensor; clipped: Tensor } {
  const ratio = exp(limited(sub(inputs.logProbabilities, inputs.oldLogProbabilities)));
  const plain = mul(ratio, inputs.advantages);
  const low = sub(1, inputs.clipLow);
  const high = add(1, inputs.clipHigh);
  const limitedRatio = mul(clip(ratio, low, high), inputs.advantages);
  return { surrogate: minimum(plain, limitedRatio), clipped: cast(less(limitedRatio, plain), 'float32') };
}

function k3(logProbabilities: Tensor, reference: Tensor): Tensor {
  const difference = limited(sub(reference, logProbabilities));
  return sub(sub(exp(difference), difference), 1);
}

function limited(logRatio: Tensor): Tensor {
  return clip(logRatio, -LARGEST_LOG_RATIO, LARGEST_LOG_RATIO);
}
