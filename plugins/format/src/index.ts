import { defineReward } from '@touchstone-rl/core';
import { findFault } from './format.ts';
import { optionsSchema } from './options.ts';

export { findFault, type FormatFault } from './format.ts';
export { optionsSchema, type FormatOptions } from './options.ts';

/**
 * The format overrides of the Phi-4-reasoning report: a response that never ended, or without a valid think
 * block, gets a fixed score in place of its accuracy reward. Abstains when the format is right.
 *
 * @example
 * defineConfig({ plugins: ['math', 'length-cosine', 'format'] });
 */
export default defineReward({
  name: 'format',
  options: optionsSchema,
  range: ({ incompleteScore: a, invalidThinkScore: b }) => [Math.min(a, b), Math.max(a, b)],
  overrides: ({ overrides }) => [overrides].flat(),
  score(rollout, { options }) {
    const found = findFault(rollout, options);
    return found ? { score: found.score, detail: { fault: found.fault, reason: found.reason } } : null;
  },
});
