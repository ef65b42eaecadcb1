import type { FinishReason } from './rollout.ts';

/** Asks for one completion of one prompt. */
export interface SampleRequest {
  readonly id: string;
  readonly promptTokens: readonly number[];
  /** Seed of this sequence's own random stream: the same seed gives the same completion. */
  readonly randomSeed: number;
}

/** How completions are sampled, the same for every request of a call. */
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

/** A sampled completion, with the log-probability of each of its tokens. */
export interface Completion {
  readonly id: string;
  readonly tokens: readonly number[];
  /** At temperature 1, whatever the sampling temperature. */
  readonly logProbabilities: readonly number[];
  readonly finishReason: FinishReason;
}

/** Something that samples completions and knows their log-probabilities. */
export interface Policy {
  /** Yields completions in the order they finish. */
  sample(requests: readonly SampleRequest[], options: SamplingOptions): AsyncIterable<Completion>;
}

/** A sequence to learn from: prompt and completion tokens, and a weight for each completion token. */
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

/** Constants of the GRPO loss; the formulas are in `train/grpo-loss.ts`. */
export interface GrpoLossOptions {
  readonly clipLow: number;
  readonly clipHigh: number;
  /** Lower bound of the surrogate for negative advantages (dual clip), as a ratio; 0 turns it off. */
  readonly dualClip: number;
  readonly klCoefficient: number;
  readonly entropyCoefficient: number;
}

/** AdamW's constants for one step (Loshchilov and Hutter 2019). */
export interface OptimiserOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Gradients are scaled down to this global L2 norm; 0 turns it off. */
  readonly maxGradientNorm: number;
}

/** What one optimiser step measured. Sums are weighted by `tokenWeight`, so they are the loss's own terms. */
export interface LearnerReport {
  readonly loss: number;
  readonly gradientNorm: number;
  readonly tokens: number;
  /** GRPO only. Means over completion tokens. */
  readonly kl?: number;
  readonly entropy?: number;
  readonly clippedShare?: number;
}

/** Something that turns weighted tokens into a weight update. */
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

/** What an engine can do; a config that asks for more is refused before the first step. */
export interface EngineCapabilities {
  readonly name: string;
  readonly train: boolean;
  readonly logProbabilities: boolean;
  readonly device: string;
}

/** A Policy and, if it can train, a Learner, over one model. */
export interface Engine extends Policy, Learner {
  readonly capabilities: EngineCapabilities;
  /** Writes model.safetensors, optimizer.safetensors, config.json and tokenizer files into a folder. */
  save(folder: string): Promise<void>;
  /** Restores what `save` wrote, optimiser moments and step count included. */
  load(folder: string): Promise<void>;
  dispose(): Promise<void>;
}
