/** How a token is drawn from a distribution. */
export interface TokenChoice {
  /** 0 takes the most probable token, the first of equals. */
  readonly temperature: number;
  /** Keeps the smallest set of most probable tokens with at least this probability; 1 keeps all. */
  readonly topP: number;
}

/**
 * Draws a token by inverse CDF: the first token at which the running sum of `p^(1 / temperature)` exceeds
 * `uniform` times the total.
 *
 * @param logProbabilities at temperature 1, one per token of the vocabulary.
 * @param uniform a random number in [0, 1).
 */
export function chooseToken(logProbabilities: Float32Array, choice: TokenChoice, uniform: number): number {
  const best = indexOfLargest(logProbabilities);
  if (choice.temperature === 0) return best;
  const highest = logProbabilities[best]!;
  const weights = new Float64Array(logProbabilities.length);
  let total = 0;
  for (let token = 0; token < weights.length; token++) {
    total += weights[token] = Math.exp((logProbabilities[token]! - highest) / choice.temperature);
  }
  if (choice.topP < 1) total = keepNucleus(weights, choice.topP * total);
  return inverseCdf(weights, uniform * total, best);
}

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** Zeroes the weights outside the nucleus and returns the sum of those inside. */
function keepNucleus(weights: Float64Array, threshold: number): number {
  const byWeight = Array.from(weights.keys()).sort((a, b) => weights[b]! - weights[a]! || a - b);
  let total = 0;
  for (const token of byWeight) {
    if (total >= threshold) weights[token] = 0;
    else total += weights[token]!;
  }
  return total;
}

function inverseCdf(weights: Float64Array, target: number, fallback: number): number {
  let sum = 0;
  for (let token = 0; token < weights.length; token++) {
    sum += weights[token]!;
    if (sum > target) return token;
  }
  return fallback;
}
