/** How a token is drawn from a distribution. */
export interface TokenChoice {
  /** 0 takes the most probable token, the first of equals. */
  readonly temperature: number;
  /** Keeps the smallest set of most probable tokens with at least this probability; 1 keeps all. Default 1. */
  readonly topP?: number;
  /** Keeps this many most probable tokens; 0 keeps all. Default 0. */
  readonly topK?: number;
  /** Keeps tokens at least this probable, as a share of the most probable one's; 0 keeps all. Default 0. */
  readonly minP?: number;
}

/**
 * Draws a token by inverse CDF: the first token at which the running sum of `p^(1 / temperature)` exceeds
 * `uniform` times the total. Tokens are cut after the temperature, in the order `topK`, `topP`, `minP`; of equal
 * ones the first are kept.
 *
 * @param logProbabilities at temperature 1, one per token of the vocabulary.
 * @param uniform a random number in [0, 1).
 */
export function chooseToken(logProbabilities: Float32Array, choice: TokenChoice, uniform: number): number {
  const { temperature, topP = 1, topK = 0, minP = 0 } = choice;
  const best = indexOfLargest(logProbabilities);
  if (temperature === 0) return best;
  const highest = logProbabilities[best]!;
  const weights = new Float64Array(logProbabilities.length);
  let total = 0;
  for (let token = 0; token < weights.length; token++) {
    total += weights[token] = Math.exp((logProbabilities[token]! - highest) / temperature);
  }
  if (topK > 0 && topK < weights.length) total = keepLargest(weights, topK);
  if (topP < 1) total = keepNucleus(weights, topP * total);
  if (minP > 0) total = keepProbable(weights, minP);
  return inverseCdf(weights, uniform * total, best);
}

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** Zeroes all weights but the `count` largest and returns the sum of those. */
function keepLargest(weights: Float64Array, count: number): number {
  const kept = new Float64Array(weights.length);
  let total = 0;
  let left = count;
  for (const token of byWeight(weights)) {
    if (left-- === 0) break;
    total += kept[token] = weights[token]!;
  }
  weights.set(kept);
  return total;
}

/** Zeroes the weights outside the nucleus and returns the sum of those inside. */
function keepNucleus(weights: Float64Array, threshold: number): number {
  const kept = new Float64Array(weights.length);
  let total = 0;
  for (const token of byWeight(weights)) {
    if (total >= threshold) break;
    total += kept[token] = weights[token]!;
  }
  weights.set(kept);
  return total;
}

/** Zeroes the weights below a share of the largest, which is 1, and returns the sum of the others. */
function keepProbable(weights: Float64Array, share: number): number {
  let total = 0;
  for (let token = 0; token < weights.length; token++) {
    if (weights[token]! < share) weights[token] = 0;
    else total += weights[token]!;
  }
  return total;
}

/** How much smaller the weights of the next portion are. */
const PORTION = 1e-3;

/**
 * Tokens by falling weight, the first of equals first. They are sorted in portions, as far as they are asked for:
 * of a large vocabulary a few tokens have nearly all of the weight.
 */
function* byWeight(weights: Float64Array): Generator<number> {
  for (let high = Infinity, low = PORTION; high > 0; high = low, low = low < 1e-300 ? 0 : low * PORTION) {
    const portion: number[] = [];
    for (let token = 0; token < weights.length; token++) {
      if (weights[token]! < high && weights[token]! >= low) portion.push(token);
    }
    portion.sort((a, b) => weights[b]! - weights[a]! || a - b);
    yield* portion;
  }
}

function inverseCdf(weights: Float64Array, target: number, fallback: number): number {
  let sum = 0;
  for (let token = 0; token < weights.length; token++) {
    sum += weights[token]!;
    if (sum > target) return token;
  }
  return fallback;
}
