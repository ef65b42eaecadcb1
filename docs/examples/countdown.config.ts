import { defineConfig } from '@touchstone-rl/core';

/**
 * The quickstart's small model on countdown: three numbers up to 12, a target up to 60. Demonstrations show tries
 * that miss before the one that hits, so there is something to find out by reinforcement: which tries are
 * worth making. `touchstone train docs/examples/countdown.config.ts` runs it.
 */
export default defineConfig({
  name: 'countdown',
  seed: 1,
  presets: ['phi4-reasoning'],
  plugins: [
    [
      'countdown',
      {
        style: 'letters',
        minNumbers: 3,
        maxNumbers: 3,
        maxNumber: 12,
        minTarget: 1,
        maxTarget: 60,
        maxResult: 60,
        operators: '+-*',
        wrongTries: 5,
      },
    ],
    'dedupe',
  ],
  data: { source: 'countdown', train: 2000, validation: 100, test: 200 },
  model: {
    hiddenSize: 128,
    layers: 2,
    heads: 4,
    keyValueHeads: 2,
    intermediateSize: 352,
    // The ALPHABET of @touchstone-rl/plugin-countdown.
    characters: '0123456789+-*/()=?,;\\{}bdeox',
    maxPromptTokens: 32,
    maxResponseTokens: 144,
  },
  options: {
    // The report's limits (31,744, 25,600 and 3,702 tokens) scaled to responses of at most 144 tokens.
    'length-cosine': { maxTokens: 144, positiveControlTokens: 116, negativeControlTokens: 17 },
    // The task's texts hold no white space, so there are no words to count.
    repetition: { unit: 'tokens' },
  },
  sft: { steps: 500, batchSize: 64, learningRate: 3e-3 },
  curate: { samples: 4 },
  grpo: { steps: 100, seedsPerStep: 32, learningRate: 5e-4, evaluateEvery: 20, checkpointEvery: 20 },
  evaluate: { samples: 4 },
});
