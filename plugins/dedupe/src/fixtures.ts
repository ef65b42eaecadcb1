import type { Message } from '@touchstone-rl/core';

/** Two prompts, and whether they are the same problem. */
export interface Pair {
  readonly name: string;
  readonly one: readonly Message[];
  readonly other: readonly Message[];
}

const user = (content: string): Message => ({ role: 'user', content });
const system = (content: string): Message => ({ role: 'system', content });
const ONE = [user('What is 1 + 1?')];

/** Prompts that are the same problem. */
export const same: readonly Pair[] = [
  { name: 'equal prompts', one: ONE, other: ONE },
  { name: 'white space', one: ONE, other: [user('\n What\tis  1\u00a0+\r\n1?\u3000')] },
  { name: 'full-width characters', one: ONE, other: [user('What is \uff11 \uff0b \uff11\uff1f')] },
  { name: 'composed and decomposed letters', one: [user('caf\u00e9')], other: [user('cafe\u0301')] },
  { name: 'another system message', one: [system('Be brief.'), ...ONE], other: [system('Think.'), ...ONE] },
  {
    name: 'characters that are never drawn',
    one: ONE,
    other: [user('What\u200b is 1 +\u00ad 1\u2060?\ufeff')],
  },
];

/** Prompts that are different problems. */
export const different: readonly Pair[] = [
  { name: 'another number', one: ONE, other: [user('What is 1 + 2?')] },
  { name: 'another case', one: [user('Find n.')], other: [user('Find N.')] },
  { name: 'words run together', one: [user('a b')], other: [user('ab')] },
  { name: 'only system messages', one: [system('a')], other: [system('b')] },
  {
    name: 'the same words said by others',
    one: [user('a'), { role: 'assistant', content: 'b' }],
    other: [user('a'), user('b')],
  },
];

/** Prompts without content, or made to break the comparison. */
export const hostile: readonly (readonly Message[])[] = [
  [],
  [user('')],
  [user('__proto__')],
  [user('\ud800')],
  [user(' '.repeat(1_000_000))],
  [user('\ufdfa'.repeat(50_000))],
];

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  seeds: same.map(({ name, one }) => ({ name, seed: { prompt: one }, expected: 'kept' })),
};
