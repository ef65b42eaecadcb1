import type { ScoredGroup } from './rollout.ts';
import type { Seed } from './seed.ts';

/**
 * An estimate with a two-sided confidence interval.
 *
 * @example
 * const asText = ({ mean, low, high }: Estimate): string =>
 *   `${mean.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
 * asText(passAt1([1, 0.5, 0, 0.25], 4)); // '0.44 [0.14, 0.78]'
 */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Confidence level of the interval, e.g. 0.95. */
  readonly level: number;
  /** Number of independent units (seeds) behind the estimate. */
  readonly n: number;
}

/**
 * One optimiser iteration. Every number is reproducible: wall-clock times are kept elsewhere.
 *
 * @example
 * // SFT has no rewards.
 * const rewardOf = ({ phase, metrics }: StepReport): number | undefined =>
 *   phase === 'grpo' ? metrics['reward'] : undefined;
 * defineLogger({ name: 'rewards', onStep: (report) => console.log(report.step, rewardOf(report)) });
 */
export interface StepReport {
  readonly phase: 'sft' | 'grpo';
  readonly step: number;
  readonly steps: number;
  /** Named scalars: `loss`, `reward`, `accuracy`, `lengthTokens`, `kl`, `entropy`, `term/<name>`, ... */
  readonly metrics: Readonly<Record<string, number>>;
  /** GRPO only: the scored rollouts of the step. */
  readonly groups?: readonly ScoredGroup[];
}

/**
 * One rollout of an evaluation, kept for reading and for paired comparison.
 *
 * @example
 * const mistakes = (rollouts: readonly EvaluatedRollout[]): string[] =>
 *   rollouts
 *     .filter(({ verdict }) => verdict === 'incorrect')
 *     .map(({ seedId, sample, extracted, reason }) => `${seedId}, sample ${sample}: ${extracted}: ${reason}`);
 */
export interface EvaluatedRollout {
  readonly seedId: string;
  readonly sample: number;
  readonly text: string;
  readonly lengthTokens: number;
  readonly finishReason: string;
  readonly verdict: string;
  readonly extracted?: string;
  readonly reason: string;
}

/**
 * What an evaluation of the policy on one split or benchmark found.
 *
 * @example
 * const headline = ({ name, passAt1, clippedShare }: EvaluationReport): string =>
 *   `${name}: pass@1 ${passAt1.mean.toFixed(3)}, cut off ${clippedShare.toFixed(3)}`;
 * defineLogger({ name: 'headlines', onEvaluate: (report) => console.log(headline(report)) });
 */
export interface EvaluationReport {
  /** What was evaluated: `sft`, `step-000050`, `final`, ... */
  readonly name: string;
  readonly split: string;
  readonly benchmark: string;
  readonly step: number;
  readonly samplesPerSeed: number;
  readonly passAt1: Estimate;
  /** Share of seeds solved at least once in `samplesPerSeed` samples. */
  readonly passAtK: number;
  /** Share of seeds whose most frequent answer is correct (ties count their expected value). */
  readonly majority: number;
  readonly unverifiable: number;
  readonly clippedShare: number;
  readonly lengthTokens: { readonly mean: number; readonly correct?: number; readonly incorrect?: number };
  /** pass@1 by stratum, e.g. difficulty. */
  readonly strata: Readonly<Record<string, { readonly passAt1: number; readonly seeds: number }>>;
  readonly rollouts: readonly EvaluatedRollout[];
  readonly seeds: readonly Seed[];
}

/**
 * A checkpoint that was written.
 *
 * @example
 * const bestFolders: string[] = [];
 * const remember = ({ folder, best }: CheckpointReport): void => {
 *   if (best) bestFolders.push(folder);
 * };
 * defineLogger({ name: 'remembers-best', onCheckpoint: remember });
 */
export interface CheckpointReport {
  readonly phase: 'sft' | 'grpo';
  readonly step: number;
  readonly folder: string;
  readonly best: boolean;
}

/**
 * How a run ended.
 *
 * @example
 * const farewell = ({ reason, message }: ShutdownReport): string =>
 *   reason === 'error' ? `the run failed: ${message}` : `the run ${reason}`;
 * defineLogger({ name: 'farewell', onShutdown: (report) => console.log(farewell(report)) });
 */
export interface ShutdownReport {
  readonly reason: 'finished' | 'interrupted' | 'error';
  readonly message?: string;
}
