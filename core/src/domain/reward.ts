/**
 * A number from one reward plugin for one rollout, or the reason why there is none.
 *
 * @example
 * const scored: RewardTerm = { name: 'repetition', plugin: 'repetition', state: 'scored', score: -0.25 };
 * const failed: RewardTerm = { name: 'tone', plugin: 'judge', state: 'failed', reason: 'no reply in 10 s' };
 * // A part of a sum is no reward.
 * composeReward([scored, failed], { weights: {}, overrides: {} }).state; // 'failed'
 */
export type RewardTerm =
  | {
      readonly name: string;
      readonly plugin: string;
      readonly state: 'scored';
      readonly score: number;
      readonly detail?: Readonly<Record<string, unknown>>;
    }
  | { readonly name: string; readonly plugin: string; readonly state: 'abstained'; readonly reason?: string }
  | { readonly name: string; readonly plugin: string; readonly state: 'failed'; readonly reason: string };

/**
 * One line of a reward's breakdown: the term, its weight, and what replaced it, if anything did.
 *
 * @example
 * const asText = ({ term, weight, effectiveScore, overriddenBy }: WeightedTerm): string => {
 *   if (effectiveScore === undefined) return `${term.name} ${term.state}`;
 *   return `${term.name} ${weight} * ${effectiveScore}${overriddenBy ? `, from ${overriddenBy}` : ''}`;
 * };
 */
export interface WeightedTerm {
  readonly term: RewardTerm;
  readonly weight: number;
  /** The score that entered the sum; absent when the term did not take part. */
  readonly effectiveScore?: number;
  /** Name of the term whose score replaced this one. */
  readonly overriddenBy?: string;
}

/**
 * The weighted sum of terms with its whole breakdown. `value` is present only when `state` is `scored`:
 * a failed or abstained reward is never a number.
 *
 * @example
 * // A reward without a value takes no part in a mean: it is not 0.
 * const meanOf = (rewards: readonly Reward[]): number => {
 *   const values = rewards.flatMap(({ value }) => (value === undefined ? [] : [value]));
 *   return values.reduce((sum, value) => sum + value, 0) / values.length;
 * };
 */
export interface Reward {
  readonly state: 'scored' | 'abstained' | 'failed';
  readonly value?: number;
  readonly terms: readonly WeightedTerm[];
  readonly reason?: string;
}

/**
 * How terms compose: the weight of each term by name, and which terms replace which.
 *
 * @example
 * const composition: RewardComposition = {
 *   weights: { 'length-cosine': 8 / 13, repetition: 1 / 13 },
 *   overrides: { format: ['length-cosine'] }, // where `format` is scored, it stands for the length
 * };
 */
export interface RewardComposition {
  /** Weight by term name. A term without a weight counts 1. */
  readonly weights: Readonly<Record<string, number>>;
  /** `overrides[term] = targets`: when `term` is scored, its score replaces that of each target. */
  readonly overrides: Readonly<Record<string, readonly string[]>>;
}

/**
 * Composes the terms of one rollout into its reward: `sum over t of weight(t) * score(t)`.
 *
 * - A failed term makes the whole reward `failed`: part of a sum is a wrong reward.
 * - An abstained term leaves the sum. When every term that carries weight abstains, so does the reward.
 * - A scored term with overrides replaces the score of its targets and is not itself added. When two
 *   overriding terms hit one target, the later in plugin order wins. A target that abstained is replaced
 *   too: a response that cannot be judged does not escape what its form deserves. A failed one is not.
 *
 * @example
 * const term = (name: string, score: number): RewardTerm => ({ name, plugin: name, state: 'scored', score });
 * const composition = { weights: { length: 8 / 13, repetition: 1 / 13 }, overrides: { format: ['length'] } };
 * composeReward([term('length', 1), term('repetition', 0)], composition).value; // 8 / 13
 * composeReward([term('length', 1), term('format', -1)], composition).value; // -8 / 13
 */
export function composeReward(terms: readonly RewardTerm[], composition: RewardComposition): Reward {
  const replacement = new Map<string, { by: string; score: number }>();
  for (const term of terms) {
    if (term.state !== 'scored') continue;
    for (const target of composition.overrides[term.name] ?? []) {
      replacement.set(target, { by: term.name, score: term.score });
    }
  }
  const breakdown = terms.map((term): WeightedTerm => {
    if (composition.overrides[term.name]) return { term, weight: 0 };
    const weight = composition.weights[term.name] ?? 1;
    const override = replacement.get(term.name);
    if (override && term.state !== 'failed') {
      return { term, weight, effectiveScore: override.score, overriddenBy: override.by };
    }
    return term.state === 'scored' ? { term, weight, effectiveScore: term.score } : { term, weight };
  });

  const failed = terms.find((term) => term.state === 'failed');
  if (failed?.state === 'failed') {
    return { state: 'failed', terms: breakdown, reason: `${failed.plugin}: ${failed.reason}` };
  }
  const counted = breakdown.filter((line) => line.effectiveScore !== undefined);
  if (counted.length === 0) {
    return { state: 'abstained', terms: breakdown, reason: 'no reward term applies to this rollout' };
  }
  const value = counted.reduce((sum, line) => sum + line.weight * line.effectiveScore!, 0);
  return { state: 'scored', value, terms: breakdown };
}
