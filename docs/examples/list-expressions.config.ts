import { defineConfig, defineReward } from '@touchstone-rl/core';

/** 1 for an expression that passes every test, 0 for any other; nothing where it could not be judged. */
const passes = defineReward({
  name: 'passes',
  range: [0, 1],
  score: ({ verdict }) =>
    verdict?.verdict === 'unverifiable' ? null : Number(verdict?.verdict === 'correct'),
});

/**
 * A reward that runs code, end to end: a small transformer learns to write one-line JavaScript expressions over lists,
 * first from demonstrations, then by GRPO, whose reward is whether the expression passes its tests in the sandbox.
 */
export default defineConfig({
  name: 'list-expressions',
  seed: 1,
  plugins: [
    ['@touchstone-rl/sandbox', { limits: { cpuSeconds: 0.5, memoryMegabytes: 64 } }],
    ['code', { extraction: 'whole' }],
    ['list-expressions', { minSteps: 2, maxSteps: 3 }],
    passes,
  ],
  data: { source: 'list-expressions', train: 1200, validation: 60, test: 150 },
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
  sft: { steps: 280, batchSize: 32, learningRate: 3e-3 },
  grpo: { steps: 50, seedsPerStep: 24, learningRate: 1e-3, evaluateEvery: 10, checkpointEvery: 50 },
  evaluate: { samples: 4 },
});
