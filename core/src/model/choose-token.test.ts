import { describe, expect, it } from 'vitest';

import { chooseToken } from './choose-token.ts';

const logProbabilities = Float32Array.from([0.1, 0.5, 0.15, 0.25], Math.log);

/** Share of each token over an even grid of uniform numbers: the probabilities that the choice follows. */
function shares(temperature: number, topP: number): number[] {
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 1000; i++) {
    counts[chooseToken(logProbabilities, { temperature, topP }, (i + 0.5) / 1000)]! += 1;
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
});
