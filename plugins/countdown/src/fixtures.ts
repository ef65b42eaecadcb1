import type { VerdictKind } from '@touchstone-rl/core';

/** Three numbers and a target; `useAll` where every number must be used. */
export const problem = { numbers: [3, 5, 2], target: 13 } as const;

/** An answer to `problem` and what the verifier must say of it. */
export interface Case {
  readonly answer: string;
  readonly verdict: VerdictKind;
  readonly reason: string;
  readonly useAll?: boolean;
  /** Default: those of `problem`. */
  readonly numbers?: readonly number[];
}

const right = (answer: string, reason: string): Case => ({ answer, verdict: 'correct', reason });
const wrong = (answer: string, reason: string, useAll = false): Case => ({
  answer,
  verdict: 'incorrect',
  reason,
  useAll,
});

/** Right answers in every spelling that is read. */
export const full: readonly Case[] = [
  right('3*5-2', '3*5-2 is 13'),
  right('((5 × 3) − 2)', '5*3-2 is 13'),
  right('$3 \\cdot 5 - 2$', '3*5-2 is 13'),
  right('\\left(5\\times 3\\right) - 2 = 13', '5*3-2 is 13'),
  right('-2 + 5*3', '-2+5*3 is 13'),
];

/** Expressions that are read and break a rule. */
export const zero: readonly Case[] = [
  wrong('3*5+2', '3*5+2 is 17, not 13'),
  wrong('5/3-2', '5/3-2 is -1/3, not 13'),
  wrong('13', '13 is not one of the given numbers 3, 5, 2'),
  wrong('35-22', '35 is not one of the given numbers 3, 5, 2'),
  wrong('5+5+3', '5 is used twice and given once'),
  { ...wrong('7/(5-3-2)', '7/(5-3-2) divides by zero'), numbers: [3, 5, 2, 7] },
  wrong('5*3', '2 is given once and used never, but every number must be used', true),
  wrong('3*5-2=12', '3*5-2 is 13, but the answer says it is 12'),
];

/** Texts that are no expression. */
export const malformed: readonly Case[] = [
  wrong('3*5-', 'the expression ends where a number should stand'),
  wrong('(3*5-2', '")" is missing'),
  wrong('3*5-2)', '")" stands where the expression should end'),
  wrong('5(3)-2', 'an operator is missing between 5 and "("'),
  wrong('3*5=15, 15-2=13', '"," has no place'),
  wrong('3 times 5 minus 2', '"t" has no place'),
  wrong('3*5-2=13=13', '"=" stands where the expression should end'),
  wrong('3**5', '"*" stands where a number should stand'),
  wrong('2^3+5', '"^" has no place'),
  wrong('\\sqrt{25}', '"\\\\sqrt" has no place'),
  wrong('3.0*5-2', '"." has no place'),
];

/** Answers that attack the reader. */
export const hostile: readonly Case[] = [
  wrong('9'.repeat(8000), 'has 8000 digits'),
  wrong('('.repeat(4000), 'more than 400 parts'),
  wrong(`${'('.repeat(100)}3${')'.repeat(100)}`, 'nested deeper than 40'),
  wrong('-'.repeat(390) + '3', 'nested deeper than 40'),
  wrong(`3${'+3'.repeat(4000)}`, 'more than 400 parts'),
  wrong('process.exit(0)', '"p" has no place'),
  wrong('constructor', '"c" has no place'),
  wrong('３*５-２', 'has no place'),
];

const given = ({ answer, ...asked }: Case) => ({
  pred: answer,
  gold: full[0]!.answer,
  seed: { meta: { ...problem, useAll: false, ...asked } },
});

/** As `touchstone test` reads them. */
export default {
  seed: { domain: 'countdown', verifier: 'countdown', meta: { ...problem, useAll: false } },
  correct: full.map(given),
  incorrect: [...zero, ...malformed].map(given),
  neverCorrect: hostile.map(given),
};
