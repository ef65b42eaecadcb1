/**
 * What a verifier says of one answer. An infrastructure failure is an error, never `incorrect`.
 *
 * @example
 * const counts: Record<VerdictKind, number> = { correct: 0, incorrect: 0, unverifiable: 0 };
 */
export type VerdictKind = 'correct' | 'incorrect' | 'unverifiable';

/**
 * A verifier's judgement of one answer, with its reason.
 *
 * @example
 * const isSolved = ({ verdict }: Verdict): boolean => verdict === 'correct';
 * const partly: Verdict = {
 *   verdict: 'incorrect',
 *   extracted: '3, 5',
 *   reason: 'one of two roots is missing',
 *   evidence: { found: 1, roots: 2 },
 * };
 */
export interface Verdict {
  readonly verdict: VerdictKind;
  /** The answer as the verifier read it, when it found one. */
  readonly extracted?: string;
  /** One sentence for a person: the step that decided, or why nothing could be decided. */
  readonly reason: string;
  /** Anything else worth keeping (policy, deciding step, failed constraints). JSON values only. */
  readonly evidence?: Readonly<Record<string, unknown>>;
}

/**
 * The verdict of an answer that equals the gold.
 *
 * @example
 * correct('equal to the gold', { extracted: '42' });
 * // { verdict: 'correct', reason: 'equal to the gold', extracted: '42' }
 */
export function correct(reason: string, details: Omit<Verdict, 'verdict' | 'reason'> = {}): Verdict {
  return { verdict: 'correct', reason, ...details };
}

/**
 * The verdict of an answer that was read and is wrong.
 *
 * @example
 * incorrect('41 is not 42', { extracted: '41', evidence: { credit: 0.5 } }); // `evidence` is kept for a person
 */
export function incorrect(reason: string, details: Omit<Verdict, 'verdict' | 'reason'> = {}): Verdict {
  return { verdict: 'incorrect', reason, ...details };
}

/**
 * The verdict when nothing can be decided: no answer, a bad gold, an unsupported form.
 *
 * @example
 * const judge = (answer: string, { gold }: Seed): Verdict => {
 *   if (gold === undefined) return unverifiable('the seed has no gold');
 *   return answer === gold ? correct('equal to the gold') : incorrect('not equal to the gold');
 * };
 */
export function unverifiable(reason: string, details: Omit<Verdict, 'verdict' | 'reason'> = {}): Verdict {
  return { verdict: 'unverifiable', reason, ...details };
}
