import type { Seed } from './seed.ts';
import type { Reward } from './reward.ts';
import type { Verdict } from './verdict.ts';

/**
 * Why sampling ended: an end-of-sequence token, the length limit, or a stop string.
 *
 * @example
 * const sentence: Record<FinishReason, string> = {
 *   stop: 'the model ended its response',
 *   length: 'the response was cut off at the limit',
 *   'stop-string': 'a text that ends a response came up',
 * };
 */
export type FinishReason = 'stop' | 'length' | 'stop-string';

/**
 * One sampled completion of a seed. Deeply frozen before any plugin sees it.
 *
 * @example
 * // As a test gives it to a reward: 3 tokens and the end-of-sequence token, which `lengthTokens` leaves out.
 * const rollout: Rollout = {
 *   id: '12/sum-1/0',
 *   seedId: 'sum-1',
 *   tokens: [52, 17, 9, 2],
 *   logProbabilities: [-0.3, -0.1, -0.2, -0.01],
 *   text: '<think>1+1</think>2',
 *   finishReason: 'stop',
 *   lengthTokens: 3,
 *   thought: '1+1',
 *   answer: '2',
 *   verdict: correct('equal to the gold', { extracted: '2' }),
 * };
 */
export interface Rollout {
  /** Unique within a run: `step/seed id/index in the group`. */
  readonly id: string;
  readonly seedId: string;
  /** Token ids of the completion, with the end-of-sequence token when it was sampled. */
  readonly tokens: readonly number[];
  /** Log-probability of each token at temperature 1, in nats; same length as `tokens`. */
  readonly logProbabilities: readonly number[];
  /** The decoded completion, special thought tokens kept, end-of-sequence token left out. */
  readonly text: string;
  readonly finishReason: FinishReason;
  /** Length in tokens of the policy's own tokenizer; the end-of-sequence token is not counted. */
  readonly lengthTokens: number;
  /** The text inside the think block, when it is well formed. */
  readonly thought?: string;
  /** The text after the think block; the whole text when there is no think block. */
  readonly answer?: string;
  readonly verdict?: Verdict;
  /** Set by an `onRollout` tap: the rollout takes no part in training, with this reason. */
  readonly excluded?: string;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/**
 * The rollouts of one seed in one step.
 *
 * @example
 * const passRate = ({ rollouts }: Group): number =>
 *   rollouts.filter(({ verdict }) => verdict?.verdict === 'correct').length / rollouts.length;
 */
export interface Group {
  readonly seed: Seed;
  readonly rollouts: readonly Rollout[];
}

/**
 * A rollout with the reward it got.
 *
 * @example
 * const lineOf = ({ rollout, reward }: ScoredRollout): string =>
 *   `${rollout.id}: ${reward.value ?? `${reward.state}, ${reward.reason}`}`;
 */
export interface ScoredRollout {
  readonly rollout: Rollout;
  readonly reward: Reward;
}

/**
 * The rollouts of one seed with their rewards.
 *
 * @example
 * // A group teaches only where its rewards differ.
 * const teaches = ({ rollouts }: ScoredGroup): boolean =>
 *   new Set(rollouts.flatMap(({ reward }) => reward.value ?? [])).size > 1;
 */
export interface ScoredGroup {
  readonly seed: Seed;
  readonly rollouts: readonly ScoredRollout[];
}
