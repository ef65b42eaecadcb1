import type { ScoredGroup } from '../domain/index.ts';

/** How rewards are scaled within a group. */
export interface AdvantageOptions {
  /** Divisor of the standard deviation: n, n - 1 (Bessel, as verl and TRL), or no scaling at all. */
  readonly std: 'population' | 'sample' | 'none';
  /** Added to the standard deviation. */
  readonly epsilon: number;
}

/**
 * Group-normalised advantages `A_i = (R_i - mean(R)) / (std(R) + epsilon)` (Phi-4-reasoning report, section
 * 4.2). A group whose rewards are all equal, or that has one member, gets zeros.
 *
 * @example
 * normaliseAdvantages([1, 0], { std: 'population', epsilon: 0 }); // [1, -1]
 * normaliseAdvantages([1, 1], { std: 'population', epsilon: 0 }); // [0, 0]
 */
export function normaliseAdvantages(rewards: readonly number[], options: AdvantageOptions): number[] {
  const n = rewards.length;
  if (n < 2 || rewards.every((reward) => reward === rewards[0])) return rewards.map(() => 0);
  const mean = rewards.reduce((sum, reward) => sum + reward, 0) / n;
  const centred = rewards.map((reward) => reward - mean);
  if (options.std === 'none') return centred;
  const divisor = options.std === 'sample' ? n - 1 : n;
  const std = Math.sqrt(centred.reduce((sum, difference) => sum + difference ** 2, 0) / divisor);
  return centred.map((difference) => difference / (std + options.epsilon));
}

/**
 * Advantage of each rollout of a group, `undefined` for those that take no part: excluded by a plugin, or
 * with a reward that failed or abstained. Those are left out of mean and deviation; they never count as 0.
 */
export function groupAdvantages(group: ScoredGroup, options: AdvantageOptions): (number | undefined)[] {
  const takesPart = group.rollouts.map(
    ({ rollout, reward }) => reward.state === 'scored' && rollout.excluded === undefined,
  );
  const rewards = group.rollouts.flatMap(({ reward }, i) => (takesPart[i] ? [reward.value!] : []));
  const advantages = normaliseAdvantages(rewards, options);
  let next = 0;
  return takesPart.map((included) => (included ? advantages[next++] : undefined));
}
