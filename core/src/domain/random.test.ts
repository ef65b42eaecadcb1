import { describe, expect, it } from 'vitest';
import { randomStream } from './index.ts';

describe('randomStream', () => {
  const draws = (...path: (string | number)[]): number[] => {
    const stream = randomStream(7, ...path);
    return Array.from({ length: 20_000 }, () => stream.next());
  };

  it('gives the same numbers for the same address, others for another', () => {
    expect(draws('a', 1).slice(0, 5)).toEqual(draws('a', 1).slice(0, 5));
    expect(draws('a', 1)[0]).not.toBe(draws('a', 2)[0]);
    expect(draws('a', 1)[0]).not.toBe(draws('a1')[0]);
  });

  it('is uniform: a chi-squared test over 20 cells', () => {
    const counts = Array.from({ length: 20 }, () => 0);
    for (const value of draws('uniform')) counts[Math.floor(value * 20)]! += 1;
    const chiSquared = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(43.8); // 0.1 % point of chi-squared with 19 degrees of freedom
  });

  it('streams that differ in one number are uncorrelated', () => {
    const a = draws('sampling', 1);
    const b = draws('sampling', 2);
    const correlation =
      a.reduce((sum, value, i) => sum + (value - 0.5) * (b[i]! - 0.5), 0) / a.length / (1 / 12);
    expect(Math.abs(correlation)).toBeLessThan(0.03);
  });
});
