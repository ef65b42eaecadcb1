import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finalAnswers, fingerprint, type AnswerForm } from './index.ts';

const texts = (text: string, ...forms: AnswerForm[]): string[] =>
  finalAnswers(text, forms).map((each) => ('text' in each ? each.text : `! ${each.problem}`));

describe('finalAnswers', () => {
  it.each<[form: AnswerForm, text: string, expected: string[]]>([
    ['tag', 'So <final_answer> 1, 0 </final_answer>.', ['1, 0']],
    ['tag', '<final_answer>a</final_answer><final_answer>b</final_answer>', ['a', 'b']],
    ['tag', '<final_answer>a</final_answer> again <final_answer>a</final_answer>', ['a']],
    ['tag', '<final_answer>a <final_answer>b</final_answer>', ['b']],
    ['tag', '<final_answer>two\nlines</final_answer>', ['two\nlines']],
    ['tag', '<final_answer>\\boxed{7}</final_answer>', ['7']],
    ['tag', '<final_answer>a', ['! the last <final_answer> is never closed']],
    ['tag', '</final_answer>a', []],
    ['tag', '<final_answer>\n</final_answer>', ['! the final answer is empty']],
    ['line', 'Reason: so.\n**Final Answer:** Monday 09:00-10:00\n', ['Monday 09:00-10:00']],
    ['line', 'final answer: **B**', ['B']],
    ['line', 'Final Answer:\n\n  C\nbye', ['C']],
    ['line', 'Final Answer: A\nFinal Answer: B', ['A', 'B']],
    ['line', 'Final Answer: <final_answer>A</final_answer>', ['A']],
    ['line', 'Final Answer: A or Final Answer: B', ['A or', 'B']],
    ['line', 'Final Answer:', ['! the final answer is empty']],
    ['box', 'so \\boxed{x_{1}+{2}} and \\boxed{3}', ['x_{1}+{2}', '3']],
    ['box', '\\boxed{\\boxed{3}}', ['3']],
    ['box', '\\boxed{3', []],
  ])('reads the %s of %j', (form, text, expected) => {
    expect(texts(text, form)).toEqual(expected);
  });

  it('joins several forms in order, and counts a box inside a tag once', () => {
    expect(texts('\\boxed{1} <final_answer>\\boxed{2}</final_answer>', 'tag', 'box')).toEqual(['1', '2']);
    expect(texts('Final Answer: \\boxed{2}', 'line', 'box')).toEqual(['2']);
  });

  it('does not read an endless answer', () => {
    expect(texts(`<final_answer>${'9'.repeat(9000)}</final_answer>`, 'tag')).toEqual([
      '! the final answer has 9000 characters, more than 8192',
    ]);
  });

  it('does not read thousands of answers', () => {
    expect(texts('\\boxed{1}'.repeat(1000), 'box')).toEqual(['1']);
    expect(texts('\\boxed{1}'.repeat(1001), 'box')).toEqual(['! more than 1000 final answers']);
  });

  it('takes any text without throwing, also a million marks', () => {
    const marks = fc.constantFrom(
      '<final_answer>',
      '</final_answer>',
      '\\boxed{',
      '{',
      '}',
      'Final Answer:',
      '\n',
      'x',
    );
    fc.assert(
      fc.property(fc.array(marks), (parts) => {
        const text = parts.join('');
        const read = finalAnswers(text, ['tag', 'line', 'box']);
        expect(read.every((each) => 'problem' in each || text.includes(each.text))).toBe(true);
      }),
    );
    for (const mark of ['<final_answer>', '\\boxed{', 'Final Answer:\n', '{', '*'])
      expect(finalAnswers(mark.repeat(1_000_000), ['tag', 'line', 'box']).length).toBeLessThanOrEqual(1);
  });
});

it('fingerprint is pinned, since ids and splits depend on it', () => {
  expect([fingerprint(''), fingerprint('touchstone'), fingerprint('touchstonf')]).toMatchInlineSnapshot(`
    [
      "488bdcb81aee8d83",
      "4b63569842f44360",
      "c11a18b617de8da4",
    ]
  `);
});
