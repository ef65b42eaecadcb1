import { definePreset } from '@touchstone-rl/core';

/**
 * The reward and the GRPO settings of the Phi-4-reasoning report (arXiv 2504.21318, sections 4.1 and 4.2):
 * `R = 8/13 * R_acc + 1/13 * R_rep`, R_acc overridden where the format is wrong.
 *
 * What the report prints is set here; what it leaves open (clip range, deviation of a group, gradient norm)
 * keeps core's default. Everything can be changed by the config that names the preset.
 *
 * @example
 * defineConfig({ presets: ['phi4-reasoning'], plugins: ['arithmetic'], data: { source: 'arithmetic' } });
 */
export default definePreset({
  name: 'phi4-reasoning',
  config: {
    plugins: ['math', 'length-cosine', 'repetition', 'format'],
    // A reward wants a box and gives no benefit of doubt; measuring answers of others reads what a person would.
    options: { math: { preset: 'strict-train' } },
    reward: { weights: { 'length-cosine': 8 / 13, repetition: 1 / 13 } },
    grpo: {
      steps: 125,
      seedsPerStep: 64,
      groupSize: 8,
      temperature: 1,
      miniBatches: 1,
      learningRate: 5e-8,
      warmupSteps: 10,
      schedule: 'constant',
      klCoefficient: 0.001,
      klReference: 'old',
      entropyCoefficient: 0.001,
      aggregation: 'sequence-mean',
    },
  },
});
