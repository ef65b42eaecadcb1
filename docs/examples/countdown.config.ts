import { defineConfig } from '@touchstone-rl/core';

/**
 * The quickstart's small model on countdown: three numbers up to 9, a target up to 99. Demonstrations show tries
 * that miss before the one that hits. `touchstone train docs/examples/countdown.config.ts` runs it;
 * docs/plugins/countdown.md says what a run showed: it learns by SFT, and GRPO has not raised it yet.
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
        maxNumber: 9,
        minTarget: 1,
        maxTarget: 99,
        maxResult: 99,
        operators: '+-*',
        wrongTries: 4,
      },
    ],
    'dedupe',
  ],
  data: { source: 'countdown', train: 1200, validation: 100, test: 140 },
  model: {
    hiddenSize: 128,
    layers: 2,
    heads: 4,
    keyValueHeads: 2,
    intermediateSize: 352,
    // The ALPHABET of @touchstone-rl/plugin-countdown.
    characters: '0123456789+-*/()=<>?,;\\{}bdeox',
    maxPromptTokens: 24,
    maxResponseTokens: 128,
  },
  options: {
    // The report's limits (31,744, 25,600 and 3,702 tokens) scaled to responses of at most 128 tokens.
    'length-cosine': { maxTokens: 128, positiveControlTokens: 103, negativeControlTokens: 15 },
    // The task's texts hold no white space, so there are no words to count.
    repetition: { unit: 'tokens' },
  },
  sft: { steps: 900, batchSize: 64, learningRate: 3e-3 },
  curate: { samples: 2 },
  grpo: { steps: 80, seedsPerStep: 32, learningRate: 5e-4, evaluateEvery: 20, checkpointEvery: 20 },
  evaluate: { samples: 4 },
});
