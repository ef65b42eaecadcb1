import { describe, expect, it } from 'vitest';
import { compact, count, duration, interval, levelText, pointsInterval, table } from './text.ts';

describe('numbers as a person reads them', () => {
  it.each([
    [400, '0 s'],
    [59_400, '59 s'],
    [61_000, '1m 01s'],
    [3_725_000, '1h 02m'],
  ])('%d ms are %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });

  it('shares, differences and counts', () => {
    const estimate = { mean: 0.125, low: 0.05, high: 0.2, level: 0.95, n: 10 };
    expect(interval(estimate)).toBe('12.5 % [5.0, 20.0]');
    expect(pointsInterval(estimate)).toBe('+12.5 points [5.0, 20.0]');
    expect(levelText(0.95)).toBe('95 %');
    expect([compact(950), compact(12_345), compact(4_500_000)]).toEqual(['950', '12.3k', '4.5M']);
    expect([count(1, 'row'), count(0, 'row')]).toEqual(['1 row', '0 rows']);
  });

  it('tables align words to the left and numbers to the right', () => {
    expect(
      table([
        ['name', 'n', 'note'],
        ['a', '10', 'x'],
        ['bcd', '9.5', ''],
      ]),
    ).toEqual(['name    n  note', 'a      10  x', 'bcd   9.5']);
    expect(table([])).toEqual([]);
  });
});
