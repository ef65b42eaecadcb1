import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reward, ScoredGroup, TrainSequence } from '../domain/index.ts';
import { groupAdvantages, normaliseAdvantages } from './advantages.ts';
import { weighTokens } from './grpo.ts';
import { itemsOfStep } from './order.ts';
import { learningRateAt } from './schedule.ts';

const sample = { std: 'sample', epsilon: 0 } as const;

describe('normaliseAdvantages', () => {
  it('equals the values computed by hand', () => {
    // mean 0.25, squared deviations .5625 + 3 * .0625 = .75
    expect(normaliseAdvantages([1, 0, 0, 0], { std: 'population', epsilon: 0 })[0]).toBeCloseTo(
      0.75 / Math.sqrt(0.75 / 4),
      12,
    );
    expect(normaliseAdvantages([1, 0, 0, 0], sample)[0]).toBeCloseTo(0.75 / Math.sqrt(0.75 / 3), 12);
    expect(normaliseAdvantages([1, 0, 0, 0], { std: 'none', epsilon: 0 })).toEqual([
      0.75, -0.25, -0.25, -0.25,
    ]);
  });

  it('is zero where there is nothing to compare', () => {
    expect(normaliseAdvantages([0.3, 0.3], sample)).toEqual([0, 0]);
    expect(normaliseAdvantages([7], sample)).toEqual([0]);
  });

  it('has mean 0 and deviation 1, and does not change under a positive affine map of the rewards', () => {
    const rewards = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 16 });
    fc.assert(
      fc.property(rewards, fc.integer({ min: 1, max: 9 }), fc.integer(), (values, scale, shift) => {
        fc.pre(new Set(values).size > 1);
        const advantages = normaliseAdvantages(values, sample);
        expect(advantages.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 8);
        const squares = advantages.reduce((sum, value) => sum + value ** 2, 0);
        expect(squares / (values.length - 1)).toBeCloseTo(1, 8);
        const mapped = normaliseAdvantages(
          values.map((value) => scale * value + (shift % 1000)),
          sample,
        );
        mapped.forEach((value, i) => expect(value).toBeCloseTo(advantages[i]!, 6));
      }),
    );
  });
});

describe('groupAdvantages', () => {
  it('leaves failed, abstained and excluded rollouts out of mean and deviation', () => {
    const rollout = (reward: Partial<Reward>, excluded?: string): unknown => ({
      rollout: { excluded },
      reward: { terms: [], ...reward },
    });
    const group = {
      rollouts: [
        rollout({ state: 'scored', value: 1 }),
        rollout({ state: 'failed' }),
        rollout({ state: 'scored', value: 0 }),
        rollout({ state: 'scored', value: 50 }, 'filtered'),
        rollout({ state: 'abstained' }),
      ],
    } as unknown as ScoredGroup;
    const half = 1 / Math.sqrt(2);
    const [a, b, c, d, e] = groupAdvantages(group, sample);
    expect([a, c]).toEqual([expect.closeTo(half, 12), expect.closeTo(-half, 12)]);
    expect([b, d, e]).toEqual([undefined, undefined, undefined]);
  });
});

describe('weighTokens', () => {
  const sequence = (length: number): TrainSequence => ({
    promptTokens: [1],
    completionTokens: Array.from({ length }, () => 1),
  });
  const groups = [[sequence(2), sequence(4)], [], [sequence(10)]];

  it('sequence-mean: every sequence weighs the same within its group, every group the same', () => {
    const weights = weighTokens(groups, 'sequence-mean').map(({ tokenWeight }) => tokenWeight);
    expect(weights).toEqual([1 / (2 * 2 * 2), 1 / (2 * 2 * 4), 1 / (2 * 1 * 10)]);
  });

  it('token-mean: every token weighs the same', () => {
    expect(weighTokens(groups, 'token-mean').map(({ tokenWeight }) => tokenWeight)).toEqual([
      1 / 16,
      1 / 16,
      1 / 16,
    ]);
  });
});

describe('learningRateAt', () => {
  const options = { learningRate: 1, warmupSteps: 10 };

  it('rises linearly, then stays or falls along a cosine to a tenth', () => {
    expect(learningRateAt(1, 100, { ...options, schedule: 'constant' })).toBeCloseTo(0.1);
    expect(learningRateAt(10, 100, { ...options, schedule: 'cosine' })).toBe(1);
    expect(learningRateAt(55, 100, { ...options, schedule: 'cosine' })).toBeCloseTo(0.55);
    expect(learningRateAt(100, 100, { ...options, schedule: 'cosine' })).toBeCloseTo(0.1);
    expect(learningRateAt(99, 100, { ...options, schedule: 'constant' })).toBe(1);
  });
});

describe('itemsOfStep', () => {
  it('shows every item once per epoch, whatever the batch size, and depends on the step alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 7 }), (count, perStep) => {
        const items = Array.from({ length: count }, (_, i) => i);
        const drawn = Array.from({ length: count }, (_, s) =>
          itemsOfStep(items, perStep, s + 1, 3, 'x'),
        ).flat();
        for (let epoch = 0; epoch < perStep; epoch++) {
          const once = drawn.slice(epoch * count, (epoch + 1) * count);
          expect([...once].sort((a, b) => a - b)).toEqual(items);
        }
      }),
    );
  });
});
