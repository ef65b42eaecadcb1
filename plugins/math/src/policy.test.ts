import { describe, expect, it } from 'vitest';
import type { PolicyInput } from './policy.ts';
import { PRESETS, resolvePolicy } from './policy.ts';
import { verifyMath } from './verify.ts';

const judge = (gold: string, pred: string, policy?: PolicyInput): string =>
  verifyMath({ gold, pred }, policy).verdict;

describe('policies', () => {
  it.each<[string, string, string, PolicyInput, string, string]>([
    ['percent', '35', '35\\%', { percent: 'value' }, 'correct', 'incorrect'],
    ['listOrder', '1, 2', '2, 1', { listOrder: 'kept' }, 'correct', 'incorrect'],
    ['assignment', '8', 'x = 8', { assignment: 'strict' }, 'correct', 'incorrect'],
    ['tuple', '(3, 4)', '3, 4', { tuple: 'strict' }, 'correct', 'incorrect'],
    [
      'vector',
      '(3, 4)',
      '\\begin{pmatrix}3\\\\4\\end{pmatrix}',
      { vector: 'strict' },
      'correct',
      'incorrect',
    ],
    ['units', '3\\text{ cm}', '3', { units: 'required' }, 'correct', 'incorrect'],
    ['logBase', '2', '\\log e^2', { logBase: 'ten' }, 'correct', 'incorrect'],
    ['ratio', '3:4', '\\frac{3}{4}', { ratio: 'strict' }, 'correct', 'incorrect'],
    ['decimalComma', '2.5', '2,5', { decimalComma: 'either' }, 'incorrect', 'correct'],
    ['decimalDigits', '\\pi', '3.142', { decimalDigits: 4 }, 'incorrect', 'correct'],
    ['roots', '-2', '(-8)^{1/3}', { roots: 'principal' }, 'correct', 'incorrect'],
    ['degrees', '45^\\circ', '45', { degrees: 'radians' }, 'correct', 'incorrect'],
    ['regions', '(2, \\infty)', 'x > 2', { regions: 'strict' }, 'correct', 'incorrect'],
    ['constants', 'x^2+C', 'x^2+5+C', { constants: 'strict' }, 'correct', 'incorrect'],
    [
      'constants',
      '\\frac{\\pi}{3}+k\\pi, k\\in\\mathbb{Z}',
      'k\\pi-\\frac{2\\pi}{3}, k\\in\\mathbb{Z}',
      { constants: 'strict' },
      'correct',
      'incorrect',
    ],
    ['textCase', '\\text{Monday}', '\\text{monday}', { textCase: 'kept' }, 'correct', 'incorrect'],
  ])('%s changes the verdict', (_name, gold, pred, policy, usual, changed) => {
    expect(judge(gold, pred)).toBe(usual);
    expect(judge(gold, pred, policy)).toBe(changed);
  });

  it('names the policy that mattered', () => {
    expect(verifyMath({ gold: '35', pred: '35\\%' }).evidence).toMatchObject({ policy: 'percent' });
  });

  it('takes a preset and options on top of it', () => {
    expect(resolvePolicy({ preset: 'strict-train', percent: 'either' })).toEqual({
      ...PRESETS['strict-train'],
      percent: 'either',
    });
  });

  it('gives the same object for the same options, so that compiled golds are found again', () => {
    const options = { preset: 'evaluate' } as const;
    expect(resolvePolicy(options)).toBe(resolvePolicy(options));
  });
});
