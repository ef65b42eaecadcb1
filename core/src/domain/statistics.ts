import { randomStream } from './random.ts';
import type { Estimate } from './report.ts';

/** Two-sided normal quantile of a confidence level: 1.96 for 0.95. */
function twoSidedQuantile(level: number): number {
  return normalQuantile((1 + level) / 2);
}

/**
 * Quantile of the standard normal distribution for 0.5 <= p < 1, by Newton steps on the distribution
 * function from 0; that function is the series of Marsaglia (2004), exact to double precision here.
 *
 * @example
 * normalQuantile(0.975); // 1.96, rounded
 */
export function normalQuantile(p: number): number {
  const density = (x: number): number => Math.exp(-x * x * 0.5) / Math.sqrt(2 * Math.PI);
  const distribution = (x: number): number => {
    let term = x;
    let sum = x;
    for (let i = 3; sum + term !== sum; i += 2) sum += term *= (x * x) / i;
    return 0.5 + sum * density(x);
  };
  let x = 0;
  for (let i = 0; i < 50; i++) {
    const step = (p - distribution(x)) / density(x);
    x += Math.min(0.5, step);
    if (Math.abs(step) < 1e-14) break;
  }
  return x;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardErrorOfMean(values: readonly number[]): number {
  const n = values.length;
  if (n < 2) return 0;
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (n - 1) / n);
}

/**
 * pass@1 with an interval that respects clustering: the k samples of a seed are not independent. Seeds are
 * the independent units; the standard error of the mean of their success rates gives an effective sample
 * size p(1-p)/se^2 (at least the number of seeds, at most all samples), and the interval is Wilson's for
 * that size. Unlike a normal interval it stays inside [0, 1] and does not shrink to nothing at 0 or 1.
 *
 * @param successRates share of correct samples of each seed
 *
 * @example
 * // Four seeds, four samples each.
 * passAt1([1, 0.5, 0, 0.25], 4); // { mean: 0.4375, low: 0.143, high: 0.784, level: 0.95, n: 4 }
 */
export function passAt1(successRates: readonly number[], samplesPerSeed: number, level = 0.95): Estimate {
  const n = successRates.length;
  if (n === 0) throw new Error('pass@1 needs at least one seed');
  const p = mean(successRates);
  const variance = p * (1 - p);
  const raw = variance === 0 ? n : variance / standardErrorOfMean(successRates) ** 2;
  const effective = Math.min(Math.max(raw, n), n * samplesPerSeed);
  const z = twoSidedQuantile(level);
  const centre = (p + z ** 2 / (2 * effective)) / (1 + z ** 2 / effective);
  const half =
    (z / (1 + z ** 2 / effective)) * Math.sqrt(variance / effective + z ** 2 / (4 * effective ** 2));
  return { mean: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half), level, n };
}

/**
 * Mean of paired differences `after - before` over seeds with a percentile bootstrap interval over seeds
 * (10,000 seeded resamples; Efron 1979).
 *
 * @example
 * const { mean, low, high } = pairedDifference([0, 0.5, 1, 0.25], [0.5, 0.75, 1, 0.5]);
 * [mean, low, high]; // [0.25, 0.0625, 0.4375], an interval that does not touch 0
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
 *
 * @example
 * majorityVote([{ key: '4', correct: true }, { key: '5', correct: false }, { key: '4', correct: true }]); // 1
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
