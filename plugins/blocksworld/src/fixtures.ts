import type { Seed, VerdictKind } from '@touchstone-rl/core';

/** B on A beside C; wanted is A on B on C. */
export const seed: Seed = {
  id: 'blocksworld:fixture',
  prompt: [],
  domain: 'blocksworld',
  verifier: 'blocksworld',
  meta: { initial: [['A', 'B'], ['C']], goal: [['C', 'B', 'A']] },
};

/** A plan and what the verifier must say of it. */
export interface Case {
  readonly answer: string;
  readonly verdict: VerdictKind;
  readonly reason: string;
}

const of = (verdict: VerdictKind, reason: string, ...answers: readonly string[]): Case[] =>
  answers.map((answer) => ({ answer, verdict, reason }));

/** Plans that reach the goal, in every way of writing them; one goes a longer way. */
export const full: readonly Case[] = [
  ...of(
    'correct',
    'the plan of 4 moves reaches the goal',
    'unstack B A\nstack B C\npick-up A\nstack A B',
    '(unstack b a)\n(stack b c)\n(pick-up a)\n(stack a b)',
    '1. unstack B from A\n2. stack B on top of C\n3. pick up the block A\n4. stack A onto B.',
    'unstack(B, A); stack(B, C); pick_up(A); stack(A, B)',
  ),
  ...of(
    'correct',
    'the plan of 6 moves reaches the goal',
    'unstack B A\nput down B on the table\npickup B\nstack B C\npick-up A\nstack A B',
  ),
];

/** Plans that are read, and fail. */
export const zero: readonly Case[] = [
  ...of('incorrect', 'move 1, pick-up A: A is not clear, B stands on it', 'pick-up A'),
  ...of('incorrect', 'move 1, pick-up B: B stands on A, not on the table', 'pick-up B'),
  ...of('incorrect', 'move 1, unstack B C: B stands on A, not on C', 'unstack B C'),
  ...of('incorrect', 'move 1, unstack C A: C stands on the table, not on A', 'unstack C A'),
  ...of('incorrect', 'move 2, pick-up C: the hand already holds B', 'unstack B A\npick-up C'),
  ...of('incorrect', 'move 1, put-down C: the hand is empty, it does not hold C', 'put-down C'),
  ...of('incorrect', 'move 2, stack C A: the hand holds B, not C', 'unstack B A\nstack C A'),
  ...of('incorrect', 'move 2, stack B B: B cannot stand on itself', 'unstack B A\nstack B B'),
  ...of('incorrect', 'move 2, stack B C: the hand holds C, not B', 'pick-up C\nstack B C'),
  ...of('incorrect', 'move 2, stack C A: A is not clear, B stands on it', 'pick-up C\nstack C A'),
  ...of('incorrect', 'after 2 moves A stands on the table, but should stand on B', 'unstack B A\nstack B C'),
  ...of('incorrect', 'after 1 move the hand still holds B', 'unstack B A'),
];

/** Texts that are no plan. */
export const malformed: readonly Case[] = [
  ...of('incorrect', 'line 1, "move B to C": not a move', 'move B to C'),
  ...of('incorrect', 'line 2, "stack D C": there is no block "d"', 'unstack B A\nstack D C'),
  ...of('incorrect', 'stack takes 2 blocks, not 1', 'stack B'),
  ...of('incorrect', 'pick-up takes 1 block, not 2', 'pick-up A B'),
  ...of('incorrect', 'not a move', 'I would unstack B', 'restack A B', 'unstacked A B'),
];

/** Plans that attack the reader. */
export const hostile: readonly Case[] = [
  ...of('incorrect', 'move 1, put-down C: the hand is empty', 'put-down C;'.repeat(700)),
  ...of('incorrect', 'there is no block "constructor"', 'pick-up constructor'),
  ...of('incorrect', 'takes 2 blocks, not 800', `stack ${'A '.repeat(800)}`),
  ...of('incorrect', 'not a move', '('.repeat(8000)),
];

const given = ({ answer }: Case) => ({ pred: answer, gold: full[0]!.answer, seed });

/** As `touchstone test` reads them. */
export default {
  seed,
  correct: full.map(given),
  incorrect: [...zero, ...malformed].map(given),
  neverCorrect: hostile.map(given),
};
