import { expect, it } from 'vitest';

import { createOnnxruntimeExecutor } from '../tensor/index.ts';
import { adamWStep, clippingScale, createAdamWState, globalNorm } from './adamw.ts';
import { createDeviceOptimiser } from './device-optimiser.ts';
import { downloadAll, uploadAll } from './held-set.ts';
import { viewParameters } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { createProgramCache } from './program-cache.ts';

const entries = [
  { name: 'matrix', shape: [3, 2], offset: 0, size: 6 },
  { name: 'norm', shape: [4], offset: 6, size: 4 },
];
const model = (value: (i: number) => number): Parameters =>
  viewParameters(
    entries,
    Float32Array.from({ length: 10 }, (_, i) => value(i)),
  );
const options = {
  learningRate: 0.1,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0.1,
  maxGradientNorm: 2,
};

it('takes the steps of adamWStep over tensors that an executor holds', async () => {
  const executor = await createOnnxruntimeExecutor({ threads: 1 });
  const programs = createProgramCache(executor);
  const optimiser = createDeviceOptimiser(programs, entries);
  const expected = model(Math.cos);
  const state = createAdamWState(10);
  const zeros = (): Parameters => model(() => 0);
  const tensors = {
    weights: await uploadAll(executor, model(Math.cos)),
    firstMoments: await uploadAll(executor, zeros()),
    secondMoments: await uploadAll(executor, zeros()),
  };
  for (let step = 1; step <= 20; step++) {
    const parts = [1, 2].map((part) => model((i) => part * Math.sin(i + step)));
    const sum = model((i) => 3 * Math.sin(i + step));
    let gradients: Awaited<ReturnType<typeof uploadAll>> | undefined;
    for (const part of parts) {
      gradients = await optimiser.addGradients(gradients, await uploadAll(executor, part));
    }
    const norm = await optimiser.norm(gradients!);
    expect(norm).toBeCloseTo(globalNorm(sum.flat), 5);
    await optimiser.step(tensors, gradients!, { step, scale: clippingScale(norm, options), options });
    for (const tensor of Object.values(gradients!)) tensor.dispose();
    adamWStep(expected, sum.flat, state, options);
  }
  const found = zeros();
  await downloadAll(executor, tensors.weights, found);
  for (const [i, weight] of expected.flat.entries()) expect(found.flat[i]).toBeCloseTo(weight, 5);
  // Weights and moments of two parameters: everything else was disposed of.
  expect(executor.transfers.heldTensors).toBe(6);
  await programs.dispose();
});
