/**
 * One chat message.
 *
 * @example
 * const prompt: readonly Message[] = [
 *   { role: 'system', content: 'End with <final_answer>the number</final_answer>.' },
 *   { role: 'user', content: 'What is 6 times 7?' },
 * ];
 */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/**
 * Where a gold answer came from; a majority vote is never silently treated as a gold answer.
 *
 * @example
 * const trusted: readonly GoldOrigin[] = ['gold', 'rewritten'];
 * const isTrusted = ({ goldOrigin = 'gold' }: Seed): boolean => trusted.includes(goldOrigin);
 */
export type GoldOrigin = 'gold' | 'majority' | 'rewritten';

/**
 * The part of the data a seed belongs to. `validation` chooses checkpoints, `test` is only reported.
 *
 * @example
 * const splits: readonly Split[] = ['train', 'validation', 'test'];
 * const shares: Record<Split, number> = { train: 0.8, validation: 0.1, test: 0.1 };
 */
export type Split = 'train' | 'validation' | 'test';

/**
 * A problem: what the policy is asked, and how an answer to it is judged.
 *
 * @example
 * const seed: Seed = {
 *   id: 'product-1',
 *   prompt: [{ role: 'user', content: 'What is 6 times 7?' }],
 *   gold: '42',
 *   domain: 'arithmetic',
 *   verifier: 'math',
 *   demonstration: '<think>6*7=42</think>\\boxed{42}',
 *   meta: { difficulty: 1 },
 * };
 */
export interface Seed {
  readonly id: string;
  readonly prompt: readonly Message[];
  /** The reference answer, in whatever notation the verifier reads. */
  readonly gold?: string;
  /** Default `gold` when `gold` is present. */
  readonly goldOrigin?: GoldOrigin;
  readonly domain: string;
  readonly source?: string;
  readonly licence?: string;
  /** Name of the verifier plugin that judges rollouts of this seed. */
  readonly verifier: string;
  /** A worked response that SFT may learn from (whole response text, without end-of-sequence token). */
  readonly demonstration?: string;
  /** Anything else a verifier, filter or report needs (`difficulty`, `tests`, ...). JSON values only. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

/**
 * Returned by an `onSeed` tap to set a seed aside; the reason is counted and kept.
 *
 * @example
 * const reasonOf = (result: Seed | DroppedSeed): string | undefined =>
 *   'dropped' in result ? result.reason : undefined;
 */
export interface DroppedSeed {
  readonly dropped: true;
  readonly reason: string;
}

/**
 * Sets a seed aside with a reason: `return drop('answer is not a number')`.
 *
 * @example
 * definePlugin({
 *   name: 'with-golds',
 *   setup: ({ hooks }) => hooks.onSeed.tap('with-golds', ({ gold }) => (gold ? undefined : drop('it has no gold'))),
 * });
 */
export function drop(reason: string): DroppedSeed {
  return { dropped: true, reason };
}
