import { describe, expect, it } from 'vitest';
import { outputsEqual, type OutputPolicy } from './output.ts';

const by = (compare: OutputPolicy['compare'], a: string, b: string): boolean =>
  outputsEqual(a, b, { compare, absoluteTolerance: 1e-6, relativeTolerance: 1e-6 });

describe('printed output', () => {
  it.each<[OutputPolicy['compare'], string, string, boolean]>([
    ['exact', '42\n', '42\n', true],
    ['exact', '42', '42\n', false],
    ['lines', '42 \r\n7\n\n', '42\n7', true],
    ['lines', ' 42', '42', false],
    ['lines', '4 2', '42', false],
    ['lines', '42\n\n7', '42\n7', false],
    ['lines', '', '\n', true],
    ['tokens', '1  2\n3', '1 2 3', true],
    ['tokens', '1 2', '1 2 3', false],
    ['tokens', '1 2 3 4', '1 2 3', false],
    ['tokens', '1.0', '1', false],
    ['tokens', '', '1', false],
    ['tokens', '1\u00a02', '1 2', false],
    ['decimal', '1.50', '1.5', true],
    ['decimal', '+.5e1', '5', true],
    ['decimal', '-0', '0', true],
    ['decimal', '1.0000000001', '1', false],
    ['decimal', '123456789012345678901', '123456789012345678902', false],
    ['decimal', '0x10', '16', false],
    ['decimal', 'yes', 'yes', true],
    ['decimal-lines', '\n 1.0  2\nyes \n\n', '1 2.00\n yes', true],
    ['decimal-lines', '1 2\n3', '1\n2 3', false],
    ['decimal-lines', 'Case 1.0', 'Case 1', false],
    ['decimal-lines', '1\n\n2', '1\n2', false],
    ['decimal-lines', '1 2', '1 2 3', false],
    ['decimal-lines', '', ' \n', true],
    ['decimal-lines', '', '0', false],
    ['float', '0.3333334', '0.3333333', true],
    ['float', '0.34', '0.33', false],
    ['float', 'nan', 'nan', true],
    ['float', 'inf', '1e400', false],
    ['float', '1e999', '2e999', false],
    ['float', 'abc', '1', false],
    ['unordered', 'b  a\nc\n', 'c\nb a\n', true],
    ['unordered', 'a\na\nb', 'a\nb\nb', false],
    ['unordered', 'a b', 'b a', false],
  ])('%s: %j and %j', (compare, a, b, equal) => {
    expect(by(compare, a, b)).toBe(equal);
    expect(by(compare, b, a)).toBe(equal);
  });

  it('takes time in proportion to hostile output', () => {
    const hostile = `${' '.repeat(500_000)}x${'0'.repeat(500_000)}.${'9'.repeat(500_000)}`;
    for (const compare of ['lines', 'tokens', 'decimal', 'decimal-lines', 'float', 'unordered'] as const) {
      expect(by(compare, hostile, '1')).toBe(false);
    }
  });
});
