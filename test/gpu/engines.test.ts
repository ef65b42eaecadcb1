import { describe, expect, it } from 'vitest';

import {
  createOnnxruntimeExecutor,
  createTfjsExecutor,
  describeDevices,
  openExecutor,
} from '../../core/src/tensor/index.ts';
import { testResidency } from './residency.ts';
import { grpoStep, stepDifference } from './training-step.ts';

it('takes the same training step on TensorFlow.js as on onnxruntime', async () => {
  const ours = await grpoStep(await createOnnxruntimeExecutor({ threads: 1 }));
  const theirs = await grpoStep(await createTfjsExecutor());
  expect(stepDifference(ours, theirs)).toBeLessThan(2e-5);
});

it('chooses the fastest device that works, and says what it found', async () => {
  const executor = await openExecutor({ device: 'auto', threads: 1 });
  expect(executor.name).toMatch(
    /^onnxruntime-node \S+ (cpu|webgpu|cuda) \(cuda: .*; webgpu: .*; cpu: \S+ GFLOP\/s\)$/,
  );
});

it('refuses a device that is not there with the reason', async () => {
  const wanted = openExecutor({ device: 'cuda' });
  await wanted.then(
    ({ device }) => expect(device).toBe('cuda'),
    (error: Error) =>
      expect(error.message).toMatch(/^engine\.device is "cuda", but it does not work here: cuda: no \(.+\)$/),
  );
});

it('writes a line for each device', () => {
  const line = describeDevices([
    { device: 'cuda', reason: 'no driver' },
    { device: 'cpu', gigaflops: 151.234 },
  ]);
  expect(line).toBe('cuda: no (no driver); cpu: 151 GFLOP/s');
});

describe('TensorFlow.js keeps weights in its memory', () => {
  testResidency(() => createTfjsExecutor());
});
