import { array, assert, constantFrom, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chooseToken } from './choose-token.ts';
import type { TokenChoice } from './choose-token.ts';

const logProbabilities = Float32Array.from([0.1, 0.5, 0.15, 0.25], Math.log);

/** Share of each token over an even grid of uniform numbers: the probabilities that the choice follows. */
function shares(temperature: number, topP: number, others: Partial<TokenChoice> = {}): number[] {
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 1000; i++) {
    counts[chooseToken(logProbabilities, { temperature, topP, ...others }, (i + 0.5) / 1000)]! += 1;
  }
  return counts.map((count) => count / 1000);
}

describe('chooseToken', () => {
  it('takes the most probable token at temperature 0', () => {
    expect(shares(0, 1)).toEqual([0, 1, 0, 0]);
  });

  it('follows the probabilities at temperature 1', () => {
    expect(shares(1, 1)).toEqual([0.1, 0.5, 0.15, 0.25]);
  });

  it('sharpens with p^(1/T)', () => {
    const squares = [0.01, 0.25, 0.0225, 0.0625];
    const expected = squares.map((p) => p / 0.345);
    shares(0.5, 1).forEach((share, i) => expect(share).toBeCloseTo(expected[i]!, 2));
  });

  it('keeps the smallest set that reaches topP', () => {
    shares(1, 0.7).forEach((share, i) => expect(share).toBeCloseTo([0, 2 / 3, 0, 1 / 3][i]!, 2));
    expect(shares(1, 0.5)).toEqual([0, 1, 0, 0]);
  });

  it('keeps the topK most probable, and those of at least minP of the best', () => {
    expect(shares(1, 1, { topK: 2 })).toEqual([0, 0.667, 0, 0.333]);
    expect(shares(1, 1, { topK: 1 })).toEqual([0, 1, 0, 0]);
    expect(shares(1, 1, { topK: 9 })).toEqual(shares(1, 1));
    expect(shares(1, 1, { minP: 0.49 })).toEqual([0, 0.667, 0, 0.333]);
    expect(shares(1, 1, { minP: 0.51 })).toEqual([0, 1, 0, 0]);
    expect(shares(1, 0.6, { topK: 3, minP: 0.1 })).toEqual([0, 0.667, 0, 0.333]);
  });

  it('cuts as sorting the whole vocabulary would', () => {
    const logits = array(constantFrom(0, -1, -1, -5, -9, -20, -60), { minLength: 1, maxLength: 40 });
    const uniform = double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const cut = { topP: double({ min: 0.01, max: 1, noNaN: true }), topK: integer({ min: 0, max: 45 }) };
    assert(
      property(logits, uniform, cut.topP, cut.topK, (values, random, topP, topK) => {
        const choice = { temperature: 1, topP, topK };
        const picked = chooseToken(Float32Array.from(values), choice, random);
        expect(picked).toBe(sortedChoice(values, choice, random));
      }),
    );
  });
});

/** The same choice, by sorting all tokens. */
function sortedChoice(
  logits: number[],
  { topP, topK }: { topP: number; topK: number },
  uniform: number,
): number {
  const highest = Math.max(...logits);
  const weights = logits.map((value) => Math.exp(value - highest));
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
  return logits.indexOf(highest);
}
