import { defineConfig } from '@touchstone-rl/core';

/**
 * A reward that runs code, end to end: a small transformer learns to write one-line JavaScript expressions over lists,
 * first from demonstrations, then by GRPO, whose reward is the share of tests that the expression passes.
 */
export default defineConfig({
  name: 'list-expressions',
  seed: 1,
  plugins: [
    ['@touchstone-rl/sandbox', { limits: { cpuSeconds: 0.5, memoryMegabytes: 64 } }],
    ['code', { extraction: 'whole', fraction: true }],
    ['list-expressions', { minSteps: 2, maxSteps: 3 }],
  ],
  data: { source: 'list-expressions', train: 1500, validation: 60, test: 150 },
  model: {
    hiddenSize: 96,
    layers: 2,
    heads: 4,
    keyValueHeads: 2,
    intermediateSize: 256,
    characters: '0123456789+-*<>=!%.,()abcdefghiklmnoprstuvx',
    maxPromptTokens: 24,
    maxResponseTokens: 72,
  },
  reward: { weights: { 'code-fraction': 1 } },
  sft: { steps: 250, batchSize: 32, learningRate: 3e-3 },
  grpo: { steps: 60, seedsPerStep: 16, learningRate: 5e-4, evaluateEvery: 20, checkpointEvery: 60 },
  evaluate: { samples: 4 },
});
