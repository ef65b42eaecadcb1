import { defineConfig } from '@touchstone-rl/core';

/**
 * The Phi-4-reasoning recipe in miniature: a small transformer learns to work through arithmetic by SFT, then
 * GRPO raises its accuracy with the report's own reward. `npm run quickstart` runs it.
 */
export default defineConfig({
  name: 'quickstart',
  seed: 1,
  presets: ['phi4-reasoning'],
  plugins: [
    [
      'arithmetic',
      { minOperations: 2, maxOperations: 5, maxOperand: 9, maxFactor: 5, maxResult: 49, terseShare: 0.6 },
    ],
    'dedupe',
  ],
  data: { source: 'arithmetic', train: 4000, validation: 100, test: 200 },
  model: {
    hiddenSize: 128,
    layers: 2,
    heads: 4,
    keyValueHeads: 2,
    intermediateSize: 352,
    characters: '0123456789+-*/()=?,\\{}bdeox',
    maxPromptTokens: 48,
    maxResponseTokens: 80,
  },
  options: {
    // The report's limits (31,744, 25,600 and 3,702 tokens) scaled to responses of at most 80 tokens.
    'length-cosine': { maxTokens: 80, positiveControlTokens: 64, negativeControlTokens: 9 },
    // The task's texts hold no white space, so there are no words to count.
    repetition: { unit: 'tokens' },
  },
  sft: { steps: 1000, batchSize: 64, learningRate: 3e-3 },
  curate: { samples: 4 },
  grpo: {
    steps: 100,
    seedsPerStep: 32,
    // Decaying, so that the last steps refine the policy instead of shaking it.
    learningRate: 3e-4,
    schedule: 'cosine',
    evaluateEvery: 20,
    checkpointEvery: 20,
  },
  evaluate: { samples: 4 },
});
