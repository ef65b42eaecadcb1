import { describe, expect, it } from 'vitest';
import { MENDED_DIFFERENT, MENDED_EQUAL, MENDED_TEXTS } from './testing/mended-pairs.ts';
import { verifyMath } from './verify.ts';

function misjudged(table: string, wanted: boolean): string[] {
  return table
    .trim()
    .split('\n')
    .filter((line) => {
      const at = line.indexOf(' | ');
      const { verdict } = verifyMath({ gold: line.slice(0, at), pred: line.slice(at + 3) });
      return (verdict === 'correct') !== wanted;
    });
}

describe('pairs that were misjudged when they were first seen', () => {
  it('equal ones', () => {
    expect(misjudged(MENDED_EQUAL, true)).toEqual([]);
  });

  it('different ones, both ways', () => {
    expect(misjudged(MENDED_DIFFERENT, false)).toEqual([]);
    const swapped = MENDED_DIFFERENT.replace(/^(.+?) \| (.+)$/gm, '$2 | $1');
    expect(misjudged(swapped, false)).toEqual([]);
  });

  it.each(MENDED_TEXTS)('%s is found in %j', (gold, completion) => {
    expect(verifyMath({ gold, completion }).verdict).toBe('correct');
  });
});
