import { describe, expect, it } from 'vitest';

import {
  createOnnxruntimeExecutor,
  findDevices,
  openExecutor,
  requirePrecision,
} from '../../core/src/tensor/index.ts';
import { testOperators } from '../parity/operators.ts';
import { testResidency } from './residency.ts';
import { grpoStep, stepDifference } from './training-step.ts';

describe('WebGPU', () => {
  it('is found, and measured beside the processor', async () => {
    const [webgpu, cpu] = await findDevices(['webgpu', 'cpu']);
    expect(webgpu?.reason).toBeUndefined();
    expect(webgpu?.gigaflops).toBeGreaterThan(0);
    expect(cpu?.gigaflops).toBeGreaterThan(0);
  });

  describe('operators, against PyTorch', () => {
    testOperators(() => createOnnxruntimeExecutor({ device: 'webgpu' }));
  });

  it('takes the same training step as the processor', async () => {
    const ours = await grpoStep(await openExecutor({ device: 'webgpu' }));
    const theirs = await grpoStep(await createOnnxruntimeExecutor({ threads: 1 }));
    expect(stepDifference(theirs, ours)).toBeLessThan(2e-5);
  });

  it('computes in mixed precision, or says before the run why it cannot', async () => {
    const executor = await openExecutor({ device: 'webgpu' });
    const refusal = await requirePrecision(executor, 'mixed').then(
      () => undefined,
      (error: Error) => error.message,
    );
    const expected =
      /^engine\.precision is "mixed", but .* webgpu does not compute in it \(.*f16.*\); set it to "float32"/;
    expect(refusal === undefined || expected.test(refusal)).toBe(true);
  });

  describe('keeps weights in its memory', () => {
    testResidency(() => createOnnxruntimeExecutor({ device: 'webgpu' }));
  });
});
