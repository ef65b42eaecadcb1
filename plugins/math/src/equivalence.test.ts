import { describe, expect, it } from 'vitest';
import { DIFFERENT } from './testing/different-pairs.ts';
import { EQUIVALENT } from './testing/equivalent-pairs.ts';
import { verifyMath } from './verify.ts';

const judge = (gold: string, pred: string): string => verifyMath({ gold, pred }).verdict;

function pairsOf(table: string): [string, string][] {
  return table
    .trim()
    .split('\n')
    .map((line): [string, string] => {
      const at = line.indexOf(' | ');
      return [line.slice(0, at), line.slice(at + 3)];
    });
}

describe('answers that look different and are equal', () => {
  it.each(pairsOf(EQUIVALENT))('%s is %s, both ways', (gold, pred) => {
    expect(judge(gold, pred)).toBe('correct');
    expect(judge(pred, gold)).toBe('correct');
  });
});

describe('answers that look alike and are different', () => {
  it.each(pairsOf(DIFFERENT))('%s is not %s, both ways', (gold, pred) => {
    expect(judge(gold, pred)).not.toBe('correct');
    expect(judge(pred, gold)).not.toBe('correct');
  });
});
