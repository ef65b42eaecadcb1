import { defineConfig, defineReward } from '@touchstone-rl/core';

/** A reward of your own: a name, the range it promises, and a score for one rollout. */
const brevity = defineReward({
  name: 'brevity',
  range: [-1, 0],
  score: (rollout) => -Math.min(1, rollout.lengthTokens / 60),
});

export default defineConfig({
  name: 'first-run',
  seed: 0,

  // The Phi-4-reasoning reward (accuracy by length, format, repetition), judged by the math verifier.
  presets: ['phi4-reasoning'],
  plugins: [
    // Where problems come from. For problems of your own: the jsonl plugin.
    ['arithmetic', { maxOperations: 2, maxOperand: 9, maxFactor: 5, maxResult: 49 }],
    brevity,
  ],
  options: {
    // The report's limits are for responses of up to 31,744 tokens; these are for at most 60.
    'length-cosine': { maxTokens: 60, positiveControlTokens: 48, negativeControlTokens: 7 },
    repetition: { unit: 'tokens' },
  },
  reward: { weights: { brevity: 0.05 } },

  data: { source: 'arithmetic', train: 800, validation: 50, test: 100 },

  // A small transformer, trained from scratch. To start from a saved one: model: { path: 'FOLDER' }.
  model: {
    hiddenSize: 96,
    layers: 2,
    intermediateSize: 256,
    characters: '0123456789+-*/()=?,\\{}bdeox',
    maxPromptTokens: 40,
    maxResponseTokens: 60,
  },

  // First it learns the form from worked examples, then GRPO learns from rewards alone.
  sft: { steps: 200 },
  grpo: { steps: 30, seedsPerStep: 16, learningRate: 5e-4, evaluateEvery: 10 },
  evaluate: { samples: 4 },
});
