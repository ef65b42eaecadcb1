import { describe, expect, it } from 'vitest';

import { learningRateAt } from '../../core/src/train/schedule.ts';
import { adamWStep, createAdamWState } from '../../core/src/model/adamw.ts';
import { createHostWeights } from '../../core/src/model/host-weights.ts';
import { createLearner } from '../../core/src/model/learner.ts';
import { parseModelConfig } from '../../core/src/model/config.ts';
import { allocateParameters, viewParameters } from '../../core/src/model/parameters.ts';
import { createProgramCache } from '../../core/src/model/program-cache.ts';
import * as t from '../../core/src/tensor/index.ts';
import { largestDifference, recorded, testOperators, wave } from './operators.ts';

describe(`values and gradients recorded from PyTorch ${recorded.torch}`, () => {
  describe('onnxruntime on the CPU', () => {
    testOperators(() => t.createOnnxruntimeExecutor({ threads: 1 }));
  });
  describe('TensorFlow.js', () => {
    testOperators(() => t.createTfjsExecutor());
  });
});

const scheduled = (step: number): typeof recorded.options => {
  const schedule = { ...recorded.options, warmupSteps: recorded.warmupSteps, schedule: 'cosine' } as const;
  return { ...recorded.options, learningRate: learningRateAt(step, 100, schedule) };
};

describe('100 steps beside PyTorch', () => {
  it('has the learning rates, gradient norms and weights of AdamW with clipping', () => {
    const { learningRates, norms, weights } = recorded.optimiser;
    const entries = [
      { name: 'matrix', shape: [3, 4], offset: 0, size: 12 },
      { name: 'norm', shape: [4], offset: 12, size: 4 },
    ];
    const model = viewParameters(entries, Float32Array.of(...wave(12, 1), ...wave(4, 2)));
    const state = createAdamWState(16);
    for (let step = 0; step < 100; step++) {
      const scale = 0.02 * (step % 20);
      const gradients = Float32Array.of(...wave(12, step, scale), ...wave(4, step + 100, scale));
      const options = scheduled(step + 1);
      expect(Math.abs(options.learningRate - learningRates[step]!)).toBeLessThan(1e-8);
      expect(Math.abs(adamWStep(model, gradients, state, options) - norms[step]!)).toBeLessThan(1e-5);
    }
    expect(Math.max(...norms)).toBeGreaterThan(1);
    expect(largestDifference(model.flat, weights)).toBeLessThan(1e-5);
  });

  it('has the losses of a transformer on a fixed stream', async () => {
    const config = parseModelConfig(recorded.training.config);
    const parameters = allocateParameters(config);
    parameters.entries.forEach(({ name, shape, size }, seed) => {
      parameters.views[name]!.set(
        shape.length === 1 ? new Float32Array(size).fill(1) : wave(size, seed, 0.1),
      );
    });
    const programs = createProgramCache(await t.createOnnxruntimeExecutor({ threads: 1 }));
    const optimiser = createAdamWState(parameters.flat.length);
    const packing = { tokensPerMicroBatch: 96, maxTokens: 32, vocabularySize: 32 };
    const learner = createLearner(createHostWeights({ config, parameters, optimiser }), programs, packing);
    for (const [step, loss] of recorded.training.losses.entries()) {
      const batch = Array.from({ length: 4 }, (_, row) => {
        const tokens = Array.from(
          { length: 25 },
          (__, i) => (7 * i + (3 + row) * Math.floor(i / 3) + step) % 32,
        );
        return { promptTokens: tokens.slice(0, 1), completionTokens: tokens.slice(1) };
      });
      const report = await learner.trainCrossEntropy(batch, scheduled(step + 1));
      expect(Math.abs(report.loss - loss)).toBeLessThan(1e-3);
    }
    expect(recorded.training.losses.at(-1)).toBeLessThan(1);
    await programs.dispose();
  });
});
