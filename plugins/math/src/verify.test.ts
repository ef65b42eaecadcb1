import { describe, expect, it } from 'vitest';
import { verifyMath } from './verify.ts';

const judge = (gold: string, pred: string): string => verifyMath({ gold, pred }).verdict;

describe('verifyMath on bare answers', () => {
  it.each([
    ['\\frac{3}{8}', '0.375'],
    ['5\\frac{1}{2}', '11/2'],
    ['(x-3)(x+3)', 'x^2-9'],
    ['[0,4)', '0 \\le t < 4'],
    ['\\{2,5\\}', '5, 2'],
    ['\\sqrt{50}', '5\\sqrt2'],
    ['y=3x-2', '3x-y=2'],
    ['1,234', '1234'],
    ['30\\text{ cm}', '30'],
    ['\\text{Saturday}', 'saturday'],
  ])('%s is %s', (gold, pred) => {
    expect(judge(gold, pred)).toBe('correct');
    expect(judge(pred, gold)).toBe('correct');
  });

  it.each([
    ['\\frac{3}{8}', '0.376'],
    ['(2,5)', '(5,2)'],
    ['[0,4)', '[0,4]'],
    ['\\{2,5\\}', '2'],
    ['x^2-9', 'x^2+9'],
    ['10^{-20}', '10^{-21}'],
    ['Q', 'q'],
    ['\\sqrt{x^2}', 'x'],
  ])('%s is not %s', (gold, pred) => {
    expect(judge(gold, pred)).toBe('incorrect');
    expect(judge(pred, gold)).toBe('incorrect');
  });

  it('says that a broken gold cannot judge anything', () => {
    expect(judge('\\frac{1}{', '3')).toBe('unverifiable');
  });
});

describe('verifyMath on completions', () => {
  it('reads the last box after the thought', () => {
    const completion = '<think>maybe \\boxed{4}</think>So it is \\boxed{\\frac{9}{2}}.';
    expect(verifyMath({ gold: '4.5', completion }, 'strict-train')).toMatchObject({
      verdict: 'correct',
      extracted: '\\frac{9}{2}',
    });
  });

  it('gives no reward without a box in training', () => {
    const verdict = verifyMath({ gold: '4', completion: 'The answer is 4.' }, 'strict-train');
    expect(verdict).toMatchObject({ verdict: 'incorrect', reason: 'no boxed answer' });
  });

  it('reads announced answers in evaluation', () => {
    expect(verifyMath({ gold: '4', completion: 'The answer is 4.' }, 'evaluate').verdict).toBe('correct');
  });
});
