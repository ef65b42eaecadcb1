import { describe, expect, it } from 'vitest';
import { randomStream } from './random.ts';
import { majorityVote, normalQuantile, pairedDifference, passAt1 } from './statistics.ts';

const zerosAndOnes = (ones: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) => (i < ones ? 1 : 0));

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489],
    [0.9999, 3.719016485455709],
  ])('of %d is %d', (p, value) => expect(normalQuantile(p)).toBeCloseTo(value, 10));
});

describe('passAt1', () => {
  it('is the Wilson interval when each seed has one sample (Newcombe 1998, table I: 81 of 263)', () => {
    const { mean, low, high } = passAt1(zerosAndOnes(81, 263), 1);
    expect([mean, low, high]).toEqual([
      expect.closeTo(0.308, 4),
      expect.closeTo(0.2553, 4),
      expect.closeTo(0.3662, 4),
    ]);
  });

  it('stays honest at the edges: 0 of 20 is not [0, 0]', () => {
    const { low, high } = passAt1(zerosAndOnes(0, 20), 4);
    expect([low, high]).toEqual([0, expect.closeTo(0.1611, 4)]);
  });

  it('is wider when the samples of a seed agree than when they do not', () => {
    const clustered = passAt1(zerosAndOnes(50, 100), 4);
    const mixed = passAt1(
      Array.from({ length: 100 }, () => 0.5),
      4,
    );
    expect(clustered.high - clustered.low).toBeGreaterThan(1.8 * (mixed.high - mixed.low));
  });

  it('covers the truth about as often as it says', () => {
    const random = randomStream(5, 'coverage');
    const trials = 1000;
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const rates = Array.from({ length: 60 }, () => {
        const p = random.next() < 0.5 ? 0.2 : 0.8;
        return [0, 0, 0, 0].filter(() => random.next() < p).length / 4;
      });
      const { low, high } = passAt1(rates, 4);
      covered += low <= 0.5 && high >= 0.5 ? 1 : 0;
    }
    expect(covered / trials).toBeGreaterThan(0.93);
    expect(covered / trials).toBeLessThan(0.98);
  });
});

describe('pairedDifference', () => {
  it('agrees with the normal interval of the mean difference on many seeds', () => {
    const random = randomStream(1, 'paired');
    const before = Array.from({ length: 400 }, () => random.next());
    const after = before.map((value) => value + 0.1 + 0.2 * random.normal());
    const { mean, low, high } = pairedDifference(before, after);
    const half = (1.96 * 0.2) / Math.sqrt(400);
    expect(mean).toBeCloseTo(0.1, 1);
    expect(low).toBeCloseTo(mean - half, 2);
    expect(high).toBeCloseTo(mean + half, 2);
  });

  it('is the same twice, and refuses unequal lengths', () => {
    expect(pairedDifference([0, 1, 0], [1, 1, 0])).toEqual(pairedDifference([0, 1, 0], [1, 1, 0]));
    expect(() => pairedDifference([0], [1, 1])).toThrow('1 and 2 values');
  });
});

describe('majorityVote', () => {
  it('counts a tie at its expected value and does not let missing answers vote', () => {
    const vote = (key: string | undefined, correct: boolean): { key?: string; correct: boolean } =>
      key === undefined ? { correct } : { key, correct };
    expect(majorityVote([vote('4', true), vote('4', true), vote('5', false)])).toBe(1);
    expect(majorityVote([vote('4', true), vote('5', false)])).toBe(0.5);
    expect(majorityVote([vote(undefined, false), vote(undefined, false), vote('4', true)])).toBe(1);
    expect(majorityVote([vote(undefined, false)])).toBe(0);
  });
});
