import { describe, expect, it } from 'vitest';
import { full, hostile, malformed, zero } from './fixtures.ts';
import { verifyMath } from './verify.ts';

const train = (gold: string, completion: string): string =>
  verifyMath({ gold, completion }, 'strict-train').verdict;
const evaluate = (gold: string, completion: string): string =>
  verifyMath({ gold, completion }, 'evaluate').verdict;

describe('fixtures', () => {
  it.each(full)('$name is correct', ({ gold, completion }) => {
    expect(train(gold, completion)).toBe('correct');
  });
  it.each([...zero, ...malformed])('$name is incorrect', ({ gold, completion }) => {
    expect(train(gold, completion)).toBe('incorrect');
  });
  it.each(hostile)('$name is never correct', ({ gold, completion }) => {
    expect(train(gold, completion)).not.toBe('correct');
  });
});

describe('answers that try to game extraction', () => {
  it.each([
    ['the last of several boxes counts', '5', '\\boxed{5} hmm, no: \\boxed{6}', 'incorrect'],
    ['an early wrong box does no harm', '6', '\\boxed{5} hmm, no: \\boxed{6}', 'correct'],
    ['boxes in the thought are ignored', '6', '<think>\\boxed{6}</think>\\boxed{7}', 'incorrect'],
    [
      'a second thought hides nothing',
      '6',
      '<think>a</think>\\boxed{6}<think>b</think>\\boxed{7}',
      'incorrect',
    ],
    ['every value listed', '4', '\\boxed{1,2,3,4,5}', 'incorrect'],
    ['options in words', '4', '\\boxed{\\text{4 or 5}}', 'incorrect'],
    ['a plus-minus that covers it', '4', '\\boxed{\\pm 4}', 'incorrect'],
    ['an interval that covers it', '4', '\\boxed{[3,5]}', 'incorrect'],
    ['an inequality that holds for it', '4', '\\boxed{x > 3}', 'incorrect'],
    ['an identity without a value', '4', '\\boxed{x = x}', 'incorrect'],
    ['a variable', '4', '\\boxed{n}', 'incorrect'],
    ['zero width characters', '4', '\\boxed{\u200b4\u200b}', 'correct'],
    ['text direction marks', '12', '\\boxed{\u202e21\u202c}', 'incorrect'],
    ['a Cyrillic look-alike', 'a', '\\boxed{\u0430}', 'incorrect'],
    ['a Greek look-alike', 'o', '\\boxed{\u03bf}', 'incorrect'],
    ['another digit script', '3', '\\boxed{\u0663}', 'incorrect'],
    ['hidden by phantom', '3', '\\boxed{7\\phantom{3}}', 'incorrect'],
    ['the gold as a comment', '3', '\\boxed{7 % 3}', 'incorrect'],
    ['a quotient of nothing', '1', '\\boxed{\\frac{0}{0}}', 'incorrect'],
    ['a box in a comment', '3', '\\boxed{7} <!-- \\boxed{3} -->', 'incorrect'],
    ['a box in a comment of LaTeX', '3', '\\boxed{7}\n% \\boxed{3}', 'incorrect'],
    ['the gold with words that deny it', '3', '\\boxed{3 \\text{ is wrong}}', 'incorrect'],
    ['a denial', '3', '\\boxed{\\text{not }3}', 'incorrect'],
    ['a refusal that quotes the gold', '3', '\\boxed{\\text{I refuse to say }3}', 'incorrect'],
    ['a condition on the gold', '3', '\\boxed{3 \\text{ if } n=1}', 'incorrect'],
    ['an unsure second value', '3', '\\boxed{3, \\text{ but maybe } 8}', 'incorrect'],
    ['options joined by or', '3', '\\boxed{3} or \\boxed{8}', 'incorrect'],
    ['white letters', '3', '\\boxed{\\color{white}{3}8}', 'incorrect'],
    ['an empty box behind the right one', '3', '\\boxed{3}\\boxed{}', 'incorrect'],
    ['an error band', '3', '\\boxed{3\\pm 1}', 'incorrect'],
    ['a small unknown', '3', '\\boxed{3+\\epsilon}', 'incorrect'],
    ['a free parameter', '3', '\\boxed{k, k\\in\\mathbb{Z}}', 'incorrect'],
    ['a constant of integration', '3', '\\boxed{x+C}', 'incorrect'],
    ['a function by cases', '3', '\\boxed{\\begin{cases}3&x>0\\\\8&x\\le0\\end{cases}}', 'incorrect'],
    ['a right-to-left rendering', '12', '\\boxed{\\rotatebox{180}{21}}', 'incorrect'],
    ['full-width digits', '3', '\\boxed{\uff13}', 'correct'],
    ['a division by zero', '\\infty', '\\boxed{\\frac{1}{0}}', 'incorrect'],
  ])('%s', (_name, gold, completion, verdict) => {
    expect(train(gold, completion) === 'correct').toBe(verdict === 'correct');
  });

  it.each([
    ['two options of a choice', 'B', 'The answer is A or B.'],
    ['all options of a choice', 'B', 'Answer: A, B, C, D'],
    ['the gold quoted and rejected', '17', 'Some say 17, but the final answer is 18.'],
    ['an announcement without an answer', '17', 'The final answer is unknown.'],
    ['a guess', '17', 'I cannot answer. It might be 17.'],
    ['a denial in prose', '17', 'The answer is not 17.'],
    ['options in prose', '17', 'It is 15 or 16 or 17.'],
    ['options as a list', '17', 'Possible answers: 15, 16, 17'],
    ['both options of a choice', 'B', 'The answer is either B or C.'],
    ['a number inside a word', '17', 'The answer is R17B.'],
  ])('%s is not correct in evaluation', (_name, gold, completion) => {
    expect(evaluate(gold, completion)).not.toBe('correct');
  });
});
