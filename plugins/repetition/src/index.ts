import { defineReward } from '@touchstone-rl/core';
import { optionsSchema } from './options.ts';
import { countRepetition, repetitionPenalty } from './repetition.ts';
import { unitsOf } from './units.ts';

export type { RepetitionOptions } from './options.ts';
export { countRepetition, repetitionPenalty, type Repetition } from './repetition.ts';

/**
 * The n-gram repetition penalty of the Phi-4-reasoning report. The counts behind each score are kept as the
 * term's detail.
 *
 * @example
 * defineConfig({ plugins: ['repetition'], reward: { weights: { repetition: 1 / 13 } } });
 */
export default defineReward({
  name: 'repetition',
  options: optionsSchema,
  range: ({ n, clamp }) => [clamp === false ? -n : -Math.min(n, clamp), 0],
  score(rollout, { options }) {
    const { n, threshold, clamp, unit } = options;
    if (unit === 'tokens' && rollout.tokens.length < rollout.lengthTokens) {
      return { failed: `the rollout carries ${rollout.tokens.length} of its ${rollout.lengthTokens} tokens` };
    }
    const counts = countRepetition(unitsOf(rollout, options), n, threshold);
    const penalty = repetitionPenalty(counts, n);
    return { score: clamp === false ? penalty : Math.max(-clamp, penalty), detail: { ...counts } };
  },
});
