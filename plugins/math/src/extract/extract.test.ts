import { describe, expect, it } from 'vitest';
import { verifyMath } from '../verify.ts';

const evaluate = (gold: string, completion: string): string =>
  verifyMath({ gold, completion }, 'evaluate').verdict;

describe('answers announced in prose', () => {
  it.each([
    ['7', 'So the final answer is $7$.'],
    ['7', '**Final Answer**\n\n7'],
    ['1234', '#### 1,234'],
    ['7', 'The answer is seven.'],
    ['18', 'She makes $18 every day.'],
    ['25', 'So the percentage is 25%.'],
    ['1,2', 'The solutions are $x=1$ and $x=2$.'],
    ['1,2', 'x = 1 or x = 2'],
    ['2\\sqrt{3}', 'The side length is 2√3.'],
    ['\\frac{\\pi}{4}', 'Area = π/4'],
    ['y=2x+1', 'The line is y = 2x + 1.'],
    ['\\text{even}', 'The function is even.'],
    ['\\text{Tuesday}', 'It falls on what day? The day is Tuesday.'],
    ['0.75', 'Hence the answer is $\\frac{3}{4} = 0.75$.'],
    ['10:30', 'The train arrives at 10:30.'],
    ['5', '$$\\begin{aligned}x&=2+3\\\\&=5\\end{aligned}$$'],
  ])('%s in %j', (gold, completion) => {
    expect(evaluate(gold, completion)).toBe('correct');
  });
});

describe('answers announced in other languages', () => {
  it.each([
    '最终答案：7',
    '所以答案为 $7$。',
    'La respuesta es 7.',
    'Donc la réponse est 7.',
    'Die Antwort ist 7.',
    'Ответ: 7',
    'A resposta é 7.',
    'La risposta è 7.',
    '答えは7です。',
    '정답은 7입니다.',
    'الإجابة هي 7',
    'उत्तर 7 है',
    'Đáp án là 7.',
    'Het antwoord is 7.',
    'Cevap: 7',
  ])('%s', (completion) => {
    expect(evaluate('7', completion)).toBe('correct');
    expect(evaluate('8', completion)).toBe('incorrect');
  });
});

describe('choices', () => {
  it.each([
    ['B', 'The correct answer is **B. 45**'],
    ['B', 'Option B is correct.'],
    ['B', 'I think the answer is B because A is wrong.'],
    ['C', 'A and B are wrong, so the answer is C.'],
    ['B', '故选B。'],
    ['B', 'Die richtige Antwort ist B.'],
  ])('%s in %j', (gold, completion) => {
    expect(evaluate(gold, completion)).toBe('correct');
  });
});
