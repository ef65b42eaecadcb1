import { assert, float, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeElements, encodeElements } from './half-floats.ts';
import type { StoredType } from './half-floats.ts';

function store(type: StoredType, values: readonly number[]): number[] {
  const source = Float32Array.from(values);
  const target = new Float32Array(values.length);
  decodeElements(type, encodeElements(type, source), target);
  return [...target];
}

/** The nearest multiple of the spacing of a format around a value, ties to even. */
function rounded(value: number, fractionBits: number, smallestExponent: number): number {
  const exponent = Math.max(smallestExponent, Math.floor(Math.log2(Math.abs(value))));
  const spacing = 2 ** (exponent - fractionBits);
  const below = Math.floor(value / spacing);
  const rest = value / spacing - below;
  return spacing * (below + Number(rest > 0.5 || (rest === 0.5 && below % 2 !== 0)));
}

describe('half floats', () => {
  // Known values: 1/3 in both formats, the largest and smallest halves, and ties that go to the even neighbour.
  it.each([
    ['F16', 1 / 3, 0.333251953125],
    ['BF16', 1 / 3, 0.333984375],
    ['F16', 65504, 65504],
    ['F16', 65519, 65504],
    ['F16', 65520, Infinity],
    ['F16', 2 ** -24, 2 ** -24],
    ['F16', 2 ** -25, 0],
    ['F16', 3 * 2 ** -25, 2 ** -23],
    ['F16', 1 + 2 ** -11, 1],
    ['F16', 1 + 3 * 2 ** -11, 1 + 2 ** -9],
    ['BF16', 1 + 2 ** -8, 1],
    ['BF16', 3.4e38, Infinity],
    ['F16', -Infinity, -Infinity],
    ['BF16', Number.NaN, Number.NaN],
    ['F16', Number.NaN, Number.NaN],
  ] as const)('%s stores %d as %d', (type, value, expected) => {
    expect(store(type, [value, -value])).toEqual([expected, -expected]);
  });

  it('rounds to the nearest value of the format', () => {
    const range = float({ min: Math.fround(1e-30), max: 65504, noNaN: true });
    assert(
      property(range, (value) => {
        expect(store('F16', [value])).toEqual([rounded(value, 10, -14)]);
        expect(store('BF16', [value])).toEqual([rounded(value, 7, -126)]);
        expect(store('F32', [value])).toEqual([value]);
      }),
    );
  });
});
