import type { Seed, VerdictKind } from '@touchstone-rl/core';

/** A maze whose path makes two turns, both to the right; B is right. */
export const maze = ['#######', '#XXX# #', '#X#X# #', '#S#E# #', '# # # #', '#     #', '#######'].join('\n');

/** The first choice is the letter A. */
export const choices: readonly string[] = ['12', '2', '0', '1'];

/** A seed that asks for the right turns of `maze`. */
export const seed: Seed = {
  id: 'maze:fixture',
  prompt: [],
  gold: 'B',
  domain: 'maze',
  verifier: 'maze',
  meta: { maze, question: 'right-turns', choices },
};

/** A response and what the verifier must say of it. */
export interface Case {
  readonly completion: string;
  readonly verdict: VerdictKind;
  readonly reason: string;
}

const of = (verdict: VerdictKind, reason: string, ...completions: readonly string[]): Case[] =>
  completions.map((completion) => ({ completion, verdict, reason }));

/** The right letter in every way of giving it. */
export const full: readonly Case[] = of(
  'correct',
  'B: the path makes 2 right turns',
  '<think>Up, right, right again.</think>Final Answer: B',
  'Final Answer: b.',
  '**Final Answer:** (B)',
  'Final Answer: B. 2',
  'Final Answer:\n\n\\boxed{\\text{B}}',
  '<final_answer>B</final_answer>',
  'Final Answer: B\nYes, \\boxed{B}',
);

/** A wrong letter. */
export const zero: readonly Case[] = [
  ...of('incorrect', 'A says 12, but the path makes 2 right turns (B)', 'Final Answer: A'),
  ...of('incorrect', 'D says 1, but the path makes 2 right turns (B)', '<think>B</think>\\boxed{D}'),
];

/** No letter, or more than one. */
export const malformed: readonly Case[] = [
  ...of('incorrect', 'no final answer', 'The answer is B', '', '<think>Final Answer: B', 'B'),
  ...of('incorrect', 'is the text of choice B, not its letter', 'Final Answer: 2'),
  ...of('incorrect', 'there is no choice E', 'Final Answer: E'),
  ...of('incorrect', 'more than the letter of one choice', 'Final Answer: B or A', 'Final Answer: B (12)'),
  ...of('incorrect', 'two different final answers: "A" and "B"', 'Final Answer: A\nFinal Answer: B'),
  ...of('incorrect', 'names choice B with the text of choice A', 'Final Answer: B. 12'),
];

/** Answers that try to be found by accident or by force. */
export const hostile: readonly Case[] = [
  ...of(
    'incorrect',
    'is not a letter',
    'Final Answer: ABCD',
    'Final Answer: the gold',
    'Final Answer: __proto__',
  ),
  ...of('incorrect', 'more than 8192', `Final Answer: ${'B '.repeat(100_000)}`),
  ...of('incorrect', 'different final answers', 'ABCDEFGHIJ'.replace(/./g, 'Final Answer: $&\n')),
];

const given = ({ completion }: Case) => ({ completion, gold: seed.gold, seed });

/** As `touchstone test` reads them. */
export default {
  seed,
  correct: full.map(given),
  incorrect: [...zero, ...malformed].map(given),
  neverCorrect: hostile.map(given),
};
