import { describe, expect, it } from 'vitest';
import { DIFFERENT } from './testing/different-pairs.ts';
import { EQUIVALENT } from './testing/equivalent-pairs.ts';
import { MEANINGS } from './testing/meaning-pairs.ts';
import { MIXED } from './testing/mixed-pairs.ts';
import { NEAR } from './testing/near-pairs.ts';
import { NOTATION } from './testing/notation-pairs.ts';
import { SCALARS } from './testing/scalar-pairs.ts';
import { STRUCTURES } from './testing/structure-pairs.ts';
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

// The pairs, in both directions, whose verdict is not the wanted one.
function misjudged(table: string, correct: boolean): string[] {
  return pairsOf(table)
    .flatMap(([a, b]) => [
      [a, b],
      [b, a],
    ])
    .filter(([gold = '', pred = '']) => (judge(gold, pred) === 'correct') !== correct)
    .map(([gold, pred]) => `${gold} | ${pred}`);
}

describe('answers that look different and are equal, both ways', () => {
  it.each([
    ['of many kinds', EQUIVALENT],
    ['expressions and constants', SCALARS],
    ['numbers, units and times', NOTATION],
    ['sets, intervals, tuples, matrices, equations', STRUCTURES],
    ['texts, choices, functions, families', MEANINGS],
    ['mixed', MIXED],
  ])('%s', (_name, table) => {
    expect(misjudged(table, true)).toEqual([]);
  });
});

describe('answers that look alike and are different, both ways', () => {
  it.each([
    ['of many kinds', DIFFERENT],
    ['near misses', NEAR],
  ])('%s', (_name, table) => {
    expect(misjudged(table, false)).toEqual([]);
  });
});

describe('statements about a value, as an answer only', () => {
  it.each([
    ['13', 'm+n=13'],
    ['\\frac{3}{5}', '\\sin\\theta=\\frac35'],
    ['6', '\\vec{a}\\cdot\\vec{b}=6'],
  ])('%s is answered by %s', (gold, pred) => {
    expect(judge(gold, pred)).toBe('correct');
    expect(judge(pred, gold)).not.toBe('correct');
  });

  it('an equation to be solved states none', () => {
    expect(judge('4', 'x^2=4')).toBe('incorrect');
    expect(judge('2', '2x=2')).toBe('incorrect');
  });
});
