import type { Seed, VerdictKind } from '@touchstone-rl/core';

/** A puzzle of 4 digits with the one solution 1234 / 3412 / 2143 / 4321. */
export const seed: Seed = {
  id: 'sudoku:fixture',
  prompt: [],
  domain: 'sudoku',
  verifier: 'sudoku',
  meta: { size: 4, puzzle: '1..4.4..2..3.32.' },
};

/** An answer and what the verifier must say of it. */
export interface Case {
  readonly answer: string;
  readonly verdict: VerdictKind;
  readonly reason: string;
}

const of = (verdict: VerdictKind, reason: string, ...answers: readonly string[]): Case[] =>
  answers.map((answer) => ({ answer, verdict, reason }));

/** The filled grid in every layout that is read. */
export const full: readonly Case[] = of(
  'correct',
  'every row, column and box holds every digit once',
  '1234\n3412\n2143\n4321',
  '1 2 3 4\n3 4 1 2\n2 1 4 3\n4 3 2 1',
  '1234341221434321',
  '[[1,2,3,4],[3,4,1,2],[2,1,4,3],[4,3,2,1]]',
  '12|34\n34|12\n--+--\n21|43\n43|21',
);

/** Whole grids that break a rule. */
export const zero: readonly Case[] = [
  ...of('incorrect', 'row 1, column 1 is given as 1, but the answer has 2', '2134\n3412\n1243\n4321'),
  ...of('incorrect', 'row 1 holds 1 twice, at row 1, column 1 and row 1, column 2', '1134\n3412\n2243\n4321'),
  ...of(
    'incorrect',
    'column 1 holds 1 twice, at row 1, column 1 and row 2, column 1',
    '1234\n1432\n2143\n4321',
  ),
];

/** No whole grids. */
export const malformed: readonly Case[] = [
  ...of('incorrect', 'row 2 has 3 cells, not 4', '1234\n341\n2143\n4321'),
  ...of('incorrect', 'the grid has 12 cells, not 16', '1234\n3412\n2143'),
  ...of('incorrect', 'row 3, column 2 is empty', '1234\n3412\n2.43\n4321', '1234\n3412\n2043\n4321'),
  ...of('incorrect', 'row 4, column 4 holds "5", not a digit from 1 to 4', '1234\n3412\n2143\n4325'),
  ...of('incorrect', 'row 4, column 4 holds "x", not a digit from 1 to 4', '1234\n3412\n2143\n432x'),
  ...of('incorrect', 'row 1 has 8 cells, not 4', 'Grid1234\n3412\n2143\n4321'),
];

/** Answers that attack the reader. */
export const hostile: readonly Case[] = [
  ...of('incorrect', 'the grid has 8000 cells, not 16', '1'.repeat(8000)),
  ...of('incorrect', 'the grid has 4 cells, not 16', `1234${'\n|'.repeat(4000)}`),
  ...of('incorrect', 'not a digit from 1 to 4', '１234341221434321', '🂡234341221434321', '²234341221434321'),
];

const given = ({ answer }: Case) => ({ pred: answer, gold: full[0]!.answer, seed });

/** As `touchstone test` reads them. */
export default {
  seed,
  correct: full.map(given),
  incorrect: [...zero, ...malformed].map(given),
  neverCorrect: hostile.map(given),
};
