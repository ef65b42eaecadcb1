import { parseResponse, type Rollout } from '@touchstone-rl/core';
import type { FormatOptions } from './options.ts';

/**
 * What is wrong with a response's format, and the score that it gets for it.
 *
 * @example
 * const countOf = (faults: readonly FormatFault[], fault: FormatFault['fault']): number =>
 *   faults.filter((each) => each.fault === fault).length;
 */
export interface FormatFault {
  readonly fault: 'incomplete' | 'invalid-think';
  readonly reason: string;
  readonly score: number;
}

/**
 * Finds the fault that decides the score of a response, or none. A response is incomplete when sampling ended
 * at the length limit, by the finish reason and never by what the text says; its think block is invalid by
 * the grammar of core's `parseResponse`. Phi-4-reasoning report (arXiv 2504.21318), section 4.1.
 *
 * @example
 * const options = optionsSchema.parse({});
 * findFault({ text: '42', finishReason: 'stop' }, options); // { fault: 'invalid-think', reason: 'no think block', score: -1 }
 * findFault({ text: '<think>6*7=42</think>42', finishReason: 'stop' }, options); // undefined
 */
export function findFault(
  { text, finishReason }: Pick<Rollout, 'text' | 'finishReason'>,
  { incompleteScore, invalidThinkScore, precedence }: Omit<FormatOptions, 'overrides'>,
): FormatFault | undefined {
  const faults: FormatFault[] = [];
  const { problem } = parseResponse(text);
  if (problem) faults.push({ fault: 'invalid-think', reason: problem, score: invalidThinkScore });
  if (finishReason === 'length') {
    faults.push({ fault: 'incomplete', reason: 'no end-of-sequence token', score: incompleteScore });
  }
  return precedence === 'think-first' ? faults[0] : faults.at(-1);
}
