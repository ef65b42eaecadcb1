import type { Seed, VerdictKind } from '@touchstone-rl/core';

/**
 * Bank is northeast of Chapel, Market southeast of Bank, Tower northwest of Chapel. Asked is which of Tower and
 * Bank lies northeast of Chapel. Market lies east of Chapel, but whether north or south of it is open.
 */
export const meta = {
  objects: ['Chapel', 'Bank', 'Market', 'Tower'],
  relations: [
    [1, 'northeast', 0],
    [2, 'southeast', 1],
    [3, 'northwest', 0],
  ],
  asking: { question: 'object', direction: 'northeast', reference: 0 },
  choices: ['Tower', 'Bank'],
};

/** B, Bank, is right. */
export const seed: Seed = {
  id: 'spatial-map:fixture',
  prompt: [],
  gold: 'B',
  domain: 'spatial-map',
  verifier: 'spatial-map',
  meta,
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
  'B: Bank lies northeast of Chapel',
  '<think>Bank is northeast of Chapel.</think>Final Answer: B',
  'Final Answer: B. Bank',
  '**Final Answer: b**',
  '<final_answer>(B)</final_answer>',
);

/** A wrong letter. */
export const zero: readonly Case[] = of(
  'incorrect',
  'A says Tower, but Bank lies northeast of Chapel (B)',
  'Final Answer: A',
  '<think>\\boxed{B}</think>\\boxed{A}',
);

/** No letter, or more than one. */
export const malformed: readonly Case[] = [
  ...of('incorrect', 'no final answer', 'It is B', '', '<think>Final Answer: B'),
  ...of('incorrect', 'is the text of choice B, not its letter', 'Final Answer: Bank'),
  ...of('incorrect', 'there is no choice C', 'Final Answer: C'),
  ...of('incorrect', 'two different final answers: "A" and "B"', 'Final Answer: A\nFinal Answer: B'),
  ...of('incorrect', 'names choice A with the text of choice B', 'Final Answer: A. Bank'),
];

/** Answers that try to be found by accident or by force. */
export const hostile: readonly Case[] = [
  ...of('incorrect', 'is not a letter', 'Final Answer: AB', 'Final Answer: Tower, Bank'),
  ...of('incorrect', 'more than 8192', `Final Answer: ${'B '.repeat(100_000)}`),
];

const given = ({ completion }: Case) => ({ completion, gold: seed.gold, seed });

/** As `touchstone test` reads them. */
export default {
  seed,
  correct: full.map(given),
  incorrect: [...zero, ...malformed].map(given),
  neverCorrect: hostile.map(given),
};
