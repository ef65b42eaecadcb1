import { array, assert, constantFrom, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chooseToken, mostProbable } from './choose-token.ts';
import type { TokenChoice } from './choose-token.ts';

const probabilities = Float32Array.of(0.1, 0.5, 0.15, 0.25);

/** Share of each token over an even grid of uniform numbers: the probabilities that the choice follows. */
function shares(choice: TokenChoice, weights = probabilities): number[] {
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 1000; i++) counts[chooseToken(weights, choice, (i + 0.5) / 1000)]! += 1;
  return counts.map((count) => count / 1000);
}

describe('chooseToken', () => {
  it('follows the weights, whatever their sum', () => {
    expect(shares({})).toEqual([0.1, 0.5, 0.15, 0.25]);
    expect(shares({ minP: 0.49 }, Float32Array.of(1, 5, 1.5, 2.5))).toEqual([0, 0.667, 0, 0.333]);
  });

  it('keeps the smallest set that reaches topP', () => {
    shares({ topP: 0.7 }).forEach((share, i) => expect(share).toBeCloseTo([0, 2 / 3, 0, 1 / 3][i]!, 2));
    expect(shares({ topP: 0.49 })).toEqual([0, 1, 0, 0]);
  });

  it('keeps the topK most probable, and those of at least minP of the best', () => {
    expect(shares({ topK: 2 })).toEqual([0, 0.667, 0, 0.333]);
    expect(shares({ topK: 1 })).toEqual([0, 1, 0, 0]);
    expect(shares({ topK: 9 })).toEqual(shares({}));
    expect(shares({ minP: 0.49 })).toEqual([0, 0.667, 0, 0.333]);
    expect(shares({ minP: 0.51 })).toEqual([0, 1, 0, 0]);
    expect(shares({ topP: 0.6, topK: 3, minP: 0.1 })).toEqual([0, 0.667, 0, 0.333]);
  });

  it('leaves the weights as they are', () => {
    shares({ topP: 0.5, topK: 2, minP: 0.5 });
    expect(probabilities).toEqual(Float32Array.of(0.1, 0.5, 0.15, 0.25));
  });

  it('cuts as sorting the whole vocabulary would', () => {
    const logits = array(constantFrom(0, -1, -1, -5, -9, -20, -60), { minLength: 1, maxLength: 40 });
    const uniform = double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const cut = { topP: double({ min: 0.01, max: 1, noNaN: true }), topK: integer({ min: 0, max: 45 }) };
    assert(
      property(logits, uniform, cut.topP, cut.topK, (values, random, topP, topK) => {
        const weights = Float32Array.from(values, Math.exp);
        expect(chooseToken(weights, { topP, topK }, random)).toBe(
          sortedChoice(weights, { topP, topK }, random),
        );
      }),
    );
  });

  it('finds the first of the most probable tokens', () => {
    expect(mostProbable(Float32Array.of(-3, -1, -2, -1))).toBe(1);
  });
});

/** The same choice, by sorting all tokens. */
function sortedChoice(
  weights: Float32Array,
  { topP, topK }: { topP: number; topK: number },
  uniform: number,
): number {
  const sorted = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]! || a - b);
  const isCut = topK > 0 && topK < weights.length;
  const candidates = isCut ? sorted.slice(0, topK) : sorted;
  const sum = (tokens: number[]): number => tokens.reduce((total, token) => total + weights[token]!, 0);
  const threshold = topP * sum(isCut ? candidates : [...weights.keys()]);
  let length = 0;
  while (length < candidates.length && sum(candidates.slice(0, length)) < threshold) length++;
  const kept = topP < 1 ? candidates.slice(0, length) : candidates;
  const target = uniform * sum(topP < 1 || isCut ? kept : [...weights.keys()]);
  let running = 0;
  for (const token of kept.toSorted((a, b) => a - b)) {
    running += weights[token]!;
    if (running > target) return token;
  }
  return mostProbable(weights);
}
