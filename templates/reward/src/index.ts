import { defineReward } from '@touchstone-rl/core';
import { z } from 'zod';

/** The options; a wrong or unknown one is refused with these descriptions. */
export const optionsSchema = z.strictObject({
  limitTokens: z
    .int()
    .positive()
    .default(1000)
    .describe('Length in tokens up to which nothing is taken off.'),
});

/** 0 up to the limit, then falling; -1 at twice the limit and beyond. Wrong responses are left alone. */
export default defineReward({
  name: '{{name}}',
  options: optionsSchema,
  range: [-1, 0],
  score({ lengthTokens, verdict }, { options }) {
    if (!verdict) return { failed: 'the rollout has no verdict: its verifier failed or was not run' };
    if (verdict.verdict !== 'correct') return null;
    const over = lengthTokens - options.limitTokens;
    return over <= 0 ? 0 : -Math.min(1, over / options.limitTokens);
  },
});
