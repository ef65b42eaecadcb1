/** A gold with a completion and the verdict it must get under `strict-train`. */
export interface Case {
  readonly name: string;
  readonly gold: string;
  readonly completion: string;
}

/** Completions that must be `correct`. */
export const full: readonly Case[] = [
  { name: 'a boxed fraction', gold: '\\frac{7}{4}', completion: '<think>easy</think>\\boxed{1.75}' },
  { name: 'a rewritten polynomial', gold: '(x-5)(x+2)', completion: 'So \\boxed{x^2-3x-10}.' },
  { name: 'an interval as an inequality', gold: '(-2,6]', completion: 'Hence \\boxed{-2 < t \\le 6}.' },
  { name: 'a set in another order', gold: '\\{4, 9\\}', completion: '\\boxed{9} and \\boxed{4}' },
];

/** Completions that must be `incorrect`. */
export const zero: readonly Case[] = [
  { name: 'another value', gold: '\\frac{7}{4}', completion: '\\boxed{\\frac{4}{7}}' },
  { name: 'no box', gold: '12', completion: 'The answer is 12.' },
  { name: 'a closed end instead of an open one', gold: '(-2,6]', completion: '\\boxed{[-2,6]}' },
];

/** Completions that cannot be read; the policy failed to answer, so they are `incorrect`. */
export const malformed: readonly Case[] = [
  { name: 'a box that is never closed', gold: '12', completion: '\\boxed{12' },
  { name: 'an empty box', gold: '12', completion: '\\boxed{}' },
  { name: 'a thought that is never closed', gold: '12', completion: '<think>it is \\boxed{12}' },
  { name: 'half a fraction', gold: '12', completion: '\\boxed{\\frac{24}{}' },
];

/** Completions that try to win without the answer or to tie the verifier up; never `correct`. */
export const hostile: readonly Case[] = [
  { name: 'several options', gold: '3', completion: '\\boxed{2 \\text{ or } 3 \\text{ or } 4}' },
  { name: 'several boxes', gold: '3', completion: '\\boxed{2}, \\boxed{3}' },
  { name: 'the box only in the thought', gold: '3', completion: '<think>\\boxed{3}</think>I cannot say.' },
  { name: 'a refusal that quotes', gold: '3', completion: 'I will not claim that the answer is 3.' },
  { name: 'a look-alike letter', gold: 'x', completion: '\\boxed{\u0445}' },
  { name: 'code', gold: '3', completion: '\\boxed{(() => 3)()}' },
  { name: 'deep nesting', gold: '3', completion: `\\boxed{${'('.repeat(2000)}3${')'.repeat(2000)}}` },
  { name: 'a tower', gold: '3', completion: '\\boxed{9^{9^{9^{9^{9^{9}}}}}}' },
  { name: 'a huge factorial', gold: '3', completion: '\\boxed{(((9!)!)!)!}' },
  { name: 'a flood of boxes', gold: '3', completion: '\\boxed{'.repeat(100_000) },
];

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  options: { preset: 'strict-train' },
  correct: full,
  incorrect: zero,
  neverCorrect: [...malformed, ...hostile],
  symmetric: true,
  rewritings: [
    { name: 'white space at both ends', prefix: ' \n', suffix: '\n ' },
    { name: '\\dfrac', replace: ['\\frac', '\\dfrac'] },
  ],
  malformedOptions: [{ preset: 'train' }, { decimalDigits: 1 }, { tolerance: 0.1 }],
};
