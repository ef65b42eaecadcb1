import type { FinishReason } from './rollout.ts';

/**
 * Asks for one completion of one prompt.
 *
 * @example
 * // Four completions of one prompt, each from a random stream of its own.
 * const fourOf = (promptTokens: number[]): SampleRequest[] =>
 *   [0, 1, 2, 3].map((i) => ({ id: `sum-1/${i}`, promptTokens, randomSeed: hash32(`sum-1/${i}`) }));
 */
export interface SampleRequest {
  readonly id: string;
  readonly promptTokens: readonly number[];
  /** Seed of this sequence's own random stream: the same seed gives the same completion. */
  readonly randomSeed: number;
}

/**
 * How completions are sampled, the same for every request of a call.
 *
 * @example
 * const greedy: SamplingOptions = { temperature: 0, maxTokens: 512 };
 * const varied: SamplingOptions = { temperature: 0.8, topP: 0.95, stop: ['</final_answer>'], maxTokens: 4096 };
 */
export interface SamplingOptions {
  /** 0 means greedy. Default 1. */
  readonly temperature?: number;
  /** Nucleus sampling: keep the smallest set of tokens with at least this probability. Default 1. */
  readonly topP?: number;
  /** Keep this many most probable tokens; 0 keeps all. Default 0. */
  readonly topK?: number;
  /** Keep tokens at least this probable, as a share of the most probable one's; 0 keeps all. Default 0. */
  readonly minP?: number;
  /** Texts that end a completion once it contains one, besides the model's own end tokens; they stay part of it. */
  readonly stop?: readonly string[];
  /** Further tokens that end a completion; they stay part of it. */
  readonly stopTokens?: readonly number[];
  /** Most new tokens of a completion, the end-of-sequence token included. */
  readonly maxTokens: number;
}

/**
 * A sampled completion, with the log-probability of each of its tokens.
 *
 * @example
 * const isCutOff = ({ finishReason }: Completion): boolean => finishReason === 'length';
 * const perplexity = ({ logProbabilities }: Completion): number =>
 *   Math.exp(-logProbabilities.reduce((sum, value) => sum + value, 0) / logProbabilities.length);
 */
export interface Completion {
  readonly id: string;
  readonly tokens: readonly number[];
  /** At temperature 1, whatever the sampling temperature. */
  readonly logProbabilities: readonly number[];
  readonly finishReason: FinishReason;
}

/**
 * Something that samples completions and knows their log-probabilities.
 *
 * @example
 * const idsInOrder = async (policy: Policy, requests: readonly SampleRequest[]): Promise<string[]> => {
 *   const ids: string[] = [];
 *   for await (const { id } of policy.sample(requests, { maxTokens: 64 })) ids.push(id);
 *   return ids; // in the order in which they finished, not that of the requests
 * };
 */
export interface Policy {
  /** Yields completions in the order they finish. */
  sample(requests: readonly SampleRequest[], options: SamplingOptions): AsyncIterable<Completion>;
}

/**
 * A sequence to learn from: prompt and completion tokens, and a weight for each completion token.
 *
 * @example
 * // SFT learns from the first, GRPO from the second.
 * const taught: TrainSequence = { promptTokens: [1, 40, 41], completionTokens: [17, 2] };
 * const explored: TrainSequence = { ...taught, advantage: -0.5, oldLogProbabilities: [-0.1, -0.02] };
 */
export interface TrainSequence {
  readonly promptTokens: readonly number[];
  readonly completionTokens: readonly number[];
  /** GRPO only: the advantage, the same for every token of the completion. */
  readonly advantage?: number;
  /** GRPO only: log-probabilities under the policy that sampled the completion. */
  readonly oldLogProbabilities?: readonly number[];
  /** GRPO only, when `klReference` is `initial`: log-probabilities under the frozen initial policy. */
  readonly referenceLogProbabilities?: readonly number[];
  /** Weight of this sequence's tokens in the loss (aggregation is decided by the loop). Default 1 / tokens. */
  readonly tokenWeight?: number;
}

/**
 * Constants of the GRPO loss; the formulas are in `train/grpo-loss.ts`.
 *
 * @example
 * // A clip range that is wider above than below (DAPO), with dual clip and without KL.
 * const loss: GrpoLossOptions = {
 *   clipLow: 0.2,
 *   clipHigh: 0.28,
 *   dualClip: 3,
 *   klCoefficient: 0,
 *   entropyCoefficient: 0.001,
 * };
 */
export interface GrpoLossOptions {
  readonly clipLow: number;
  readonly clipHigh: number;
  /** Lower bound of the surrogate for negative advantages (dual clip), as a ratio; 0 turns it off. */
  readonly dualClip: number;
  readonly klCoefficient: number;
  readonly entropyCoefficient: number;
}

/**
 * AdamW's constants for one step (Loshchilov and Hutter 2019).
 *
 * @example
 * const adamW: OptimiserOptions = {
 *   learningRate: 5e-6,
 *   beta1: 0.9,
 *   beta2: 0.999,
 *   epsilon: 1e-8,
 *   weightDecay: 0.01,
 *   maxGradientNorm: 1,
 * };
 */
export interface OptimiserOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Gradients are scaled down to this global L2 norm; 0 turns it off. */
  readonly maxGradientNorm: number;
}

/**
 * What one optimiser step measured. Sums are weighted by `tokenWeight`, so they are the loss's own terms.
 *
 * @example
 * const asLine = ({ loss, gradientNorm, kl = 0 }: LearnerReport): string =>
 *   `loss ${loss.toFixed(3)}, gradient ${gradientNorm.toFixed(2)}, KL ${kl.toFixed(4)}`;
 */
export interface LearnerReport {
  readonly loss: number;
  /** Before clipping. Not finite where mixed precision skipped the step. */
  readonly gradientNorm: number;
  readonly tokens: number;
  /** GRPO only. Means over completion tokens. */
  readonly kl?: number;
  readonly entropy?: number;
  readonly clippedShare?: number;
  /** Mixed precision only: the loss scale of the next step, and the steps skipped so far. */
  readonly lossScale?: number;
  readonly skippedSteps?: number;
}

/**
 * Something that turns weighted tokens into a weight update.
 *
 * @example
 * const overfit = async (learner: Learner, batch: readonly TrainSequence[], adamW: OptimiserOptions) => {
 *   for (let step = 0; step < 50; step++) await learner.trainCrossEntropy(batch, adamW);
 *   return learner.logProbabilities(batch, 'current'); // one list a sequence, near 0 once it is learnt
 * };
 */
export interface Learner {
  trainCrossEntropy(batch: readonly TrainSequence[], optimiser: OptimiserOptions): Promise<LearnerReport>;
  trainGrpo(
    batch: readonly TrainSequence[],
    loss: GrpoLossOptions,
    optimiser: OptimiserOptions,
  ): Promise<LearnerReport>;
  /** Log-probabilities of completion tokens under the current or the frozen reference weights. */
  logProbabilities(
    batch: readonly TrainSequence[],
    weights: 'current' | 'reference',
  ): Promise<readonly (readonly number[])[]>;
  /** Freezes the current weights as the reference policy. */
  freezeReference(): Promise<void>;
}

/**
 * What an engine can do, and where it does it.
 *
 * @example
 * // An engine that samples on another machine and cannot learn.
 * const remote: EngineCapabilities = { name: 'http', train: false, logProbabilities: true, device: 'remote' };
 */
export interface EngineCapabilities {
  readonly name: string;
  readonly train: boolean;
  readonly logProbabilities: boolean;
  readonly device: string;
}

/**
 * A Policy and, if it can train, a Learner, over one model.
 *
 * @example
 * const snapshot = async (engine: Engine, folder: string): Promise<string> => {
 *   await engine.save(folder); // a model folder that other tools read
 *   return `${engine.capabilities.name} on ${engine.capabilities.device}`;
 * };
 */
export interface Engine extends Policy, Learner {
  readonly capabilities: EngineCapabilities;
  /** Writes model.safetensors, optimizer.safetensors, config.json and tokenizer files into a folder. */
  save(folder: string): Promise<void>;
  /** Restores what `save` wrote, optimiser moments and step count included. */
  load(folder: string): Promise<void>;
  dispose(): Promise<void>;
}
