import { describe, expect, it } from 'vitest';
import plugin, { verifyWithMathjs } from './index.ts';
import { translate } from './translate.ts';

describe('verifyWithMathjs', () => {
  it.each([
    ['(x+3)^2', 'x^2+6x+9', 'correct'],
    ['\\frac{3}{4}', '0.75', 'correct'],
    ['\\sqrt{8}', '2\\sqrt{2}', 'correct'],
    ['\\sin(2x)', '2\\sin(x)\\cos(x)', 'correct'],
    ['\\frac{3}{4}', '0.76', 'incorrect'],
    ['x+1', 'x-1', 'incorrect'],
    ['3', '\\{3\\}', 'incorrect'],
    ['\\{3\\}', '3', 'unverifiable'],
  ])('%s against %s is %s', (gold, answer, verdict) => {
    expect(verifyWithMathjs(gold, answer).verdict).toBe(verdict);
  });
});

describe('translate', () => {
  it.each([
    'ones(9999,9999)',
    'import({})',
    'f(x)=x',
    '9^9^9^9^9^9^9^9',
    '2^(99999)',
    'x'.repeat(400),
    'a;b',
    '"text"',
    '[1,2]',
  ])('refuses %s', (text) => {
    expect(translate(text)).toBeUndefined();
  });
});

describe('the plugin', () => {
  it('is a verifier', () => {
    expect(plugin.definition).toMatchObject({ name: 'math-mathjs', kind: 'verifier' });
  });
});
