/** What a verifier says of one answer. An infrastructure failure is an error, never `incorrect`. */
export type VerdictKind = 'correct' | 'incorrect' | 'unverifiable';

/** A verifier's judgement of one answer, with its reason. */
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
 * const judge = (answer: string, gold?: string): Verdict => {
 *   if (gold === undefined) return unverifiable('the seed has no gold');
 *   return answer === gold ? correct('equal to the gold', { extracted: answer }) : incorrect('not equal to the gold');
 * };
 */
export function correct(reason: string, details: Omit<Verdict, 'verdict' | 'reason'> = {}): Verdict {
  return { verdict: 'correct', reason, ...details };
}

/** The verdict of an answer that was read and is wrong. */
export function incorrect(reason: string, details: Omit<Verdict, 'verdict' | 'reason'> = {}): Verdict {
  return { verdict: 'incorrect', reason, ...details };
}

/** The verdict when nothing can be decided: no answer, a bad gold, an unsupported form. */
export function unverifiable(reason: string, details: Omit<Verdict, 'verdict' | 'reason'> = {}): Verdict {
  return { verdict: 'unverifiable', reason, ...details };
}
