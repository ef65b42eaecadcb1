import { mean, probit, sampleStandardDeviation } from 'simple-statistics';
import { randomStream } from './random.ts';
import type { Estimate } from './report.ts';

/** Two-sided normal quantile of a confidence level: 1.96 for 0.95. */
function quantile(level: number): number {
  return probit((1 + level) / 2);
}

/**
 * pass@1 with an interval that respects clustering: the k samples of a seed are not independent. Seeds are
 * the independent units; the standard error of the mean of their success rates gives an effective sample
 * size p(1-p)/se^2 (at least the number of seeds, at most all samples), and the interval is Wilson's for
 * that size. Unlike a normal interval it stays inside [0, 1] and does not shrink to nothing at 0 or 1.
 *
 * @param successRates share of correct samples of each seed
 */
export function passAt1(successRates: readonly number[], samplesPerSeed: number, level = 0.95): Estimate {
  const n = successRates.length;
  if (n === 0) throw new Error('pass@1 needs at least one seed');
  const rates = [...successRates];
  const p = mean(rates);
  const standardError = n > 1 ? sampleStandardDeviation(rates) / Math.sqrt(n) : 0;
  const raw = standardError > 0 ? (p * (1 - p)) / standardError ** 2 : n;
  const effective = Math.min(Math.max(raw, n), n * samplesPerSeed);
  const z = quantile(level);
  const centre = (p + z ** 2 / (2 * effective)) / (1 + z ** 2 / effective);
  const half =
    (z / (1 + z ** 2 / effective)) * Math.sqrt((p * (1 - p)) / effective + z ** 2 / (4 * effective ** 2));
  return { mean: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half), level, n };
}

/**
 * Mean of paired differences `after - before` over seeds with a percentile bootstrap interval over seeds
 * (10,000 seeded resamples; Efron 1979).
 */
export function pairedDifference(
  before: readonly number[],
  after: readonly number[],
  level = 0.95,
  randomSeed = 0,
): Estimate {
  if (before.length !== after.length || before.length === 0) {
    throw new Error(`paired difference of ${before.length} and ${after.length} values`);
  }
  const differences = before.map((value, i) => after[i]! - value);
  const n = differences.length;
  const random = randomStream(randomSeed, 'paired-bootstrap');
  const resamples = Array.from({ length: 10_000 }, () => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += differences[Math.floor(random.next() * n)]!;
    return sum / n;
  }).sort((a, b) => a - b);
  const at = (share: number): number => resamples[Math.round(share * (resamples.length - 1))]!;
  return { mean: mean(differences), low: at((1 - level) / 2), high: at((1 + level) / 2), level, n };
}

/**
 * The chance that a majority vote over a seed's samples is correct. Answers are grouped by `key`; a tie
 * between several most frequent answers counts its expected value. Samples without an answer do not vote.
 */
export function majorityVote(samples: readonly { key?: string; correct: boolean }[]): number {
  const votes = new Map<string, { count: number; correct: boolean }>();
  for (const { key, correct } of samples) {
    if (key === undefined) continue;
    const vote = votes.get(key) ?? { count: 0, correct };
    vote.count += 1;
    votes.set(key, vote);
  }
  const most = Math.max(0, ...[...votes.values()].map(({ count }) => count));
  const winners = [...votes.values()].filter(({ count }) => count === most);
  return winners.length ? winners.filter(({ correct }) => correct).length / winners.length : 0;
}
