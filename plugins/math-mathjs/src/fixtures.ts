/** An answer with the gold it is judged against. */
export interface Case {
  readonly gold: string;
  readonly pred: string;
}

/** Answers that must be `correct`. */
export const full: readonly Case[] = [
  { gold: '12', pred: '12' },
  { gold: '\\frac{7}{4}', pred: '1.75' },
  { gold: '(x-5)(x+2)', pred: 'x^2-3x-10' },
];

/** Answers that must be `incorrect`. */
export const zero: readonly Case[] = [
  { gold: '12', pred: '13' },
  { gold: '\\frac{7}{4}', pred: '\\frac{4}{7}' },
];

/** Answers that cannot be read. */
export const malformed: readonly Case[] = [
  { gold: '12', pred: '\\frac{24}{' },
  { gold: '12', pred: '(12' },
];

/** Answers that try to win without the value, or to tie the verifier up. */
export const hostile: readonly Case[] = [
  { gold: '3', pred: 'import("fs")' },
  { gold: '3', pred: 'f(x)=3' },
  { gold: '3', pred: '9^9^9^9^9' },
];

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  correct: full,
  incorrect: zero,
  neverCorrect: [...malformed, ...hostile],
};
