import type { FinishReason } from '@touchstone-rl/core';

/** A response and the outcome it must have with default options; `null` when its format is right. */
export interface Case {
  readonly name: string;
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly expected: number | null;
  /** The score with `precedence: 'eos-first'`, where it differs. */
  readonly eosFirst?: number;
}

const ANSWER = '\\boxed{42}';
const RIGHT = `<think>6*7=42</think>${ANSWER}`;

/** Responses of right format: the term must abstain. */
export const full: readonly Case[] = [
  { name: 'a thought and an answer', text: RIGHT, finishReason: 'stop', expected: null },
  { name: 'white space around both', text: `\n${RIGHT}\n`, finishReason: 'stop', expected: null },
  { name: 'an empty thought', text: `<think></think>${ANSWER}`, finishReason: 'stop', expected: null },
  { name: 'an end by stop string', text: RIGHT, finishReason: 'stop-string', expected: null },
];

/** Responses that get the lowest score. */
export const zero: readonly Case[] = [
  { name: 'an empty response', text: '', finishReason: 'stop', expected: -1 },
  { name: 'no think block', text: ANSWER, finishReason: 'stop', expected: -1 },
];

/** Responses whose format is broken in one of the other ways. */
export const malformed: readonly Case[] = [
  {
    name: 'a cut-off answer',
    text: '<think>6*7=42</think>\\boxed{4',
    finishReason: 'length',
    expected: -0.5,
  },
  { name: 'a cut-off thought', text: '<think>6*', finishReason: 'length', expected: -1, eosFirst: -0.5 },
  {
    name: 'a thought that is never closed',
    text: `<think>6*7 ${ANSWER}`,
    finishReason: 'stop',
    expected: -1,
  },
  {
    name: 'a thought that is never opened',
    text: `6*7</think>${ANSWER}`,
    finishReason: 'stop',
    expected: -1,
  },
  { name: 'text before the thought', text: `So: ${RIGHT}`, finishReason: 'stop', expected: -1 },
  { name: 'two thoughts', text: `<think>a</think>${RIGHT}`, finishReason: 'stop', expected: -1 },
  { name: 'tags in the wrong order', text: `</think>a<think>${ANSWER}`, finishReason: 'stop', expected: -1 },
  { name: 'no answer', text: '<think>6*7=42</think> \n', finishReason: 'stop', expected: -1 },
];

/** Responses that try to look finished or well formed. */
export const hostile: readonly Case[] = [
  {
    name: 'an end-of-sequence token spelt out at the length limit',
    text: `${RIGHT}<|im_end|>`,
    finishReason: 'length',
    expected: -0.5,
  },
  {
    name: 'tags of another script',
    text: `\uff1cthink\uff1e6*7\uff1c/think\uff1e${ANSWER}`,
    finishReason: 'stop',
    expected: -1,
  },
  { name: 'tags in capitals', text: `<THINK>6*7</THINK>${ANSWER}`, finishReason: 'stop', expected: -1 },
  {
    name: 'a hundred thousand opened thoughts',
    text: '<think>'.repeat(100_000) + ANSWER,
    finishReason: 'stop',
    expected: -1,
  },
  {
    name: 'a thought that quotes the closing tag',
    text: `<think>I must write </think> at the end</think>${ANSWER}`,
    finishReason: 'stop',
    expected: -1,
  },
];

/** Options that are refused, with a word of the reason. */
export const malformedOptions: readonly [options: Record<string, unknown>, reason: string][] = [
  [{ precedence: 'first' }, 'precedence'],
  [{ incompleteScore: NaN }, 'incompleteScore'],
  [{ overrides: [] }, 'overrides'],
  [{ override: 'accuracy' }, 'override'],
];

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  rewards: [...full, ...zero, ...malformed, ...hostile].map(({ name, text, finishReason, expected }) => ({
    name,
    text,
    finishReason,
    expected: expected ?? 'abstained',
  })),
  malformedOptions: malformedOptions.map(([options]) => options),
};
