const phrase = 'let us think about this ';
const unique = (count: number): string => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');

/** A response and the score that the default options must give it. */
export interface Case {
  readonly name: string;
  readonly text: string;
  readonly expected: number;
}

/** The behaviour of the report's formula on texts that can be counted by hand. */
export const golden: readonly Case[] = [
  { name: 'five copies of five words', text: 'a b c d e '.repeat(5), expected: 0 },
  { name: 'six copies of five words', text: 'a b c d e '.repeat(6), expected: -1 },
  { name: 'one word nine times', text: 'so '.repeat(9), expected: 0 },
  { name: 'one word ten times', text: 'so '.repeat(10), expected: -3 },
  { name: 'one word a thousand times', text: 'so '.repeat(1000), expected: -4.98 },
  {
    name: 'six copies of five words among a thousand',
    text: Array.from(
      { length: 6 },
      (_, i) =>
        `${phrase}${unique(970)
          .split(' ')
          .slice(i * 100, i === 5 ? 970 : (i + 1) * 100)
          .join(' ')}`,
    ).join(' '),
    expected: -0.03,
  },
];

/** One case of each kind that a reward must get right. */
export const cases: Record<'full' | 'zero' | 'malformed' | 'hostile', Case> = {
  full: { name: 'an ordinary response', text: '<think>6*7=42</think>The answer is \\boxed{42}', expected: 0 },
  zero: { name: 'an empty response', text: '', expected: 0 },
  malformed: { name: 'white space of every kind', text: ' \t\n\r\u00a0\u2003\u3000', expected: 0 },
  hostile: {
    name: 'a megabyte of names that objects inherit',
    text: '__proto__ constructor toString valueOf hasOwnProperty '.repeat(20_000),
    expected: -1,
  },
};

/** Options that are refused, with a word of the reason. */
export const malformedOptions: readonly [options: Record<string, unknown>, reason: string][] = [
  [{ n: 0 }, 'n'],
  [{ threshold: 0 }, 'threshold'],
  [{ unit: 'characters' }, 'unit'],
  [{ clamp: 0 }, 'clamp'],
  [{ clamp: true }, 'clamp'],
  [{ unit: 'tokens', scope: 'answer' }, 'must be "text" when unit is "tokens"'],
  [{ ngram: 5 }, 'ngram'],
];

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  rewards: [...golden, ...Object.values(cases)],
  malformedOptions: malformedOptions.map(([options]) => options),
};
