import { describe, expect, it } from 'vitest';

import { adamWStep, createAdamWState, globalNorm } from './adamw.ts';
import { viewParameters } from './parameters.ts';

const options = {
  learningRate: 0.1,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0.01,
  maxGradientNorm: 0,
};

/** A matrix of two weights and a norm of one. */
const smallModel = (values: number[]): ReturnType<typeof viewParameters> =>
  viewParameters(
    [
      { name: 'matrix', shape: [1, 2], offset: 0, size: 2 },
      { name: 'norm', shape: [1], offset: 2, size: 1 },
    ],
    Float32Array.from(values),
  );

describe('adamWStep', () => {
  it('first moves every weight by the learning rate against its gradient, and decays matrices only', () => {
    const model = smallModel([1, -2, 3]);
    adamWStep(model, Float32Array.of(0.5, -4, 1e-3), createAdamWState(3), options);
    expect(model.flat[0]).toBeCloseTo(1 * (1 - 0.001) - 0.1, 6);
    expect(model.flat[1]).toBeCloseTo(-2 * (1 - 0.001) + 0.1, 6);
    expect(model.flat[2]).toBeCloseTo(3 - 0.1, 5);
  });

  it('follows the bias-corrected formulas over two steps with different gradients', () => {
    const model = smallModel([0, 0, 1]);
    const state = createAdamWState(3);
    adamWStep(model, Float32Array.of(0, 0, 1), state, options);
    adamWStep(model, Float32Array.of(0, 0, -3), state, options);
    const first = (0.9 * 0.1 * 1 + 0.1 * -3) / (1 - 0.9 ** 2);
    const second = (0.99 * 0.01 * 1 + 0.01 * 9) / (1 - 0.99 ** 2);
    expect(model.flat[2]).toBeCloseTo(1 - 0.1 - (0.1 * first) / Math.sqrt(second), 6);
    expect(state.step).toBe(2);
  });

  it('scales gradients down to the largest norm and reports the norm before that', () => {
    const clipped = smallModel([0, 0, 0]);
    const state = createAdamWState(3);
    expect(adamWStep(clipped, Float32Array.of(3, 4, 0), state, { ...options, maxGradientNorm: 1 })).toBe(5);
    expect([...state.firstMoment].map((x) => Math.round(x * 1e6) / 1e6)).toEqual([0.06, 0.08, 0]);
  });

  it('takes no step on gradients that are not finite', () => {
    const model = smallModel([1, 2, 3]);
    const state = createAdamWState(3);
    expect(() => adamWStep(model, Float32Array.of(0, Number.NaN, 0), state, options)).toThrow(
      'gradient norm is NaN',
    );
    expect([...model.flat]).toEqual([1, 2, 3]);
    expect(state.step).toBe(0);
  });

  it('measures the norm over everything', () => {
    expect(globalNorm(Float32Array.of(2, -3, 6))).toBe(7);
  });
});
