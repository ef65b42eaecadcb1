import { defineReward } from '@touchstone-rl/core';
import { lengthCosine } from './length-cosine.ts';
import { optionsSchema } from './options.ts';

export { lengthCosine } from './length-cosine.ts';
export { optionsSchema, type LengthCosineOptions } from './options.ts';

/**
 * The length-aware accuracy reward of the Phi-4-reasoning report: right or wrong by the rollout's verdict,
 * more or less by its length in tokens.
 *
 * @example
 * defineConfig({ plugins: ['math', 'length-cosine'], reward: { weights: { 'length-cosine': 8 / 13 } } });
 */
export default defineReward({
  name: 'length-cosine',
  options: optionsSchema,
  range: ({ incorrectMin, correctMax }) => [incorrectMin, correctMax],
  score({ verdict, lengthTokens }, { options }) {
    if (!verdict) return { failed: 'the rollout has no verdict: its verifier failed or was not run' };
    if (verdict.verdict === 'unverifiable' && options.unverifiable === 'abstain') {
      return { abstained: verdict.reason };
    }
    return lengthCosine(lengthTokens, verdict.verdict === 'correct', options);
  },
});
