import { defineConfig, defineReward } from '@touchstone-rl/core';

/** A reward of your own: a name, the range it promises, and a score for one rollout. */
const showsWork = defineReward({
  name: 'shows-work',
  range: [0, 1],
  score: ({ thought }) => (thought?.includes('=') ? 1 : 0),
});

export default defineConfig({
  name: 'first-run',
  seed: 0,

  // The Phi-4-reasoning reward (accuracy by length, format, repetition), judged by the math verifier.
  presets: ['phi4-reasoning'],
  plugins: [
    // Where problems come from. For problems of your own: the jsonl plugin.
    // Half of the worked examples show no working, so there is something for GRPO to find out.
    [
      'arithmetic',
      { minOperations: 2, maxOperations: 3, maxOperand: 9, maxFactor: 5, maxResult: 49, terseShare: 0.5 },
    ],
    showsWork,
  ],
  options: {
    // The report's limits are for responses of up to 31,744 tokens; these are for at most 60.
    'length-cosine': { maxTokens: 60, positiveControlTokens: 48, negativeControlTokens: 7 },
    repetition: { unit: 'tokens' },
  },
  reward: { weights: { 'shows-work': 0.1 } },

  data: { source: 'arithmetic', train: 2000, validation: 50, test: 100 },

  // A small transformer, trained from scratch. To start from a saved one: model: { path: 'FOLDER' }.
  model: {
    hiddenSize: 128,
    layers: 2,
    intermediateSize: 352,
    characters: '0123456789+-*/()=?,\\{}bdeox',
    maxPromptTokens: 40,
    maxResponseTokens: 60,
  },

  // It learns the form from worked examples; the problems it solves sometimes are kept; GRPO learns from them.
  sft: { steps: 400 },
  curate: { samples: 4 },
  grpo: { steps: 40, seedsPerStep: 32, learningRate: 3e-4, evaluateEvery: 10 },
  evaluate: { samples: 4 },
});
