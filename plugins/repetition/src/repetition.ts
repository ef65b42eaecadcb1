/**
 * How often the n-grams of a response occur.
 *
 * @example
 * const counts: Repetition = { units: 10, ngrams: 6, repeated: 1, mostFrequent: 6 };
 * repetitionPenalty(counts, 5); // -3
 */
export interface Repetition {
  /** Words or tokens that were read (W). */
  readonly units: number;
  /** N-grams, overlapping ones counted (N = W - n + 1, at least 0). */
  readonly ngrams: number;
  /** Distinct n-grams that occur more often than the threshold (|F|). */
  readonly repeated: number;
  /** Occurrences of the most frequent of these; 0 when there is none. */
  readonly mostFrequent: number;
}

/**
 * Counts the n-grams of a sequence in time linear in its length.
 *
 * @example
 * const words = 'to be or not to be'.split(' ');
 * countRepetition(words, 2, 1); // { units: 6, ngrams: 5, repeated: 1, mostFrequent: 2 }
 */
export function countRepetition(
  units: readonly (string | number)[],
  n: number,
  threshold: number,
): Repetition {
  const ngrams = Math.max(0, units.length - n + 1);
  const counts = new Map<string, number>();
  for (let i = 0; i < ngrams; i++) {
    // Units hold no white space, so that the joined key is unambiguous.
    const ngram = units.slice(i, i + n).join(' ');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  let repeated = 0;
  let mostFrequent = 0;
  for (const count of counts.values()) {
    if (count <= threshold) continue;
    repeated++;
    mostFrequent = Math.max(mostFrequent, count);
  }
  return { units: units.length, ngrams, repeated, mostFrequent };
}

/**
 * `R_rep` of the Phi-4-reasoning report (arXiv 2504.21318, section 4.1): with F the n-grams that occur more
 * often than the threshold, 0 when F is empty, else `-max(|F| / N, max count in F / (W / n))`. The first
 * part is the share of distinct repeated n-grams, the second how much of the response the worst one fills.
 * Its lower bound is -n.
 *
 * @example
 * repetitionPenalty(countRepetition(Array(10).fill('so'), 5, 5), 5); // -3
 */
export function repetitionPenalty({ units, ngrams, repeated, mostFrequent }: Repetition, n: number): number {
  if (repeated === 0) return 0;
  return -Math.max(repeated / ngrams, (mostFrequent * n) / units);
}
