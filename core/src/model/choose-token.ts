/** Which tokens may be drawn. */
export interface TokenChoice {
  /** Keeps the smallest set of most probable tokens with at least this probability; 1 keeps all. Default 1. */
  readonly topP?: number;
  /** Keeps this many most probable tokens; 0 keeps all. Default 0. */
  readonly topK?: number;
  /** Keeps tokens at least this probable, as a share of the most probable one's; 0 keeps all. Default 0. */
  readonly minP?: number;
}

/**
 * Draws a token by inverse CDF: the first token at which the running sum of the weights exceeds `uniform` times their
 * total. Tokens are cut in the order `topK`, `topP`, `minP`; of equal ones the first are kept.
 *
 * @param weights one per token of the vocabulary, proportional to the probabilities after the temperature.
 * @param uniform a random number in [0, 1).
 */
export function chooseToken(weights: Float32Array, choice: TokenChoice, uniform: number): number {
  const { topP = 1, topK = 0, minP = 0 } = choice;
  const kept = topP < 1 || topK > 0 || minP > 0 ? weights.slice() : weights;
  let total = sumOf(weights);
  if (topK > 0 && topK < weights.length) total = keepLargest(kept, topK);
  if (topP < 1) total = keepNucleus(kept, topP * total);
  if (minP > 0) total = keepProbable(kept, minP * weights[mostProbable(weights)]!);
  return inverseCdf(kept, uniform * total);
}

/** The token with the largest value, the first of equals. */
export function mostProbable(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

function sumOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** Zeroes all weights but the `count` largest and returns the sum of those. */
function keepLargest(weights: Float32Array, count: number): number {
  const kept = new Float32Array(weights.length);
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
function keepNucleus(weights: Float32Array, threshold: number): number {
  const kept = new Float32Array(weights.length);
  let total = 0;
  for (const token of byWeight(weights)) {
    if (total >= threshold) break;
    total += kept[token] = weights[token]!;
  }
  weights.set(kept);
  return total;
}

/** Zeroes the weights below a threshold and returns the sum of the others. */
function keepProbable(weights: Float32Array, threshold: number): number {
  for (let token = 0; token < weights.length; token++) if (weights[token]! < threshold) weights[token] = 0;
  return sumOf(weights);
}

/** How much smaller the weights of the next portion are. */
const PORTION = 1e-3;

/** No positive weight is smaller than a thousandth of this. */
const SMALLEST = 1e-42;

/**
 * Tokens by falling weight, the first of equals first. They are sorted in portions, as far as they are asked for:
 * of a large vocabulary a few tokens have nearly all of the weight.
 */
function* byWeight(weights: Float32Array): Generator<number> {
  for (let high = Infinity, low = PORTION; high > 0; high = low, low = low < SMALLEST ? 0 : low * PORTION) {
    const portion: number[] = [];
    for (let token = 0; token < weights.length; token++) {
      if (weights[token]! < high && weights[token]! >= low) portion.push(token);
    }
    portion.sort((a, b) => weights[b]! - weights[a]! || a - b);
    yield* portion;
  }
}

function inverseCdf(weights: Float32Array, target: number): number {
  let sum = 0;
  for (let token = 0; token < weights.length; token++) {
    sum += weights[token]!;
    if (sum > target) return token;
  }
  return mostProbable(weights);
}
