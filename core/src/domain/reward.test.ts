import { describe, expect, it } from 'vitest';
import { composeReward, parseResponse, type RewardTerm } from './index.ts';

const scored = (name: string, score: number): RewardTerm => ({ name, plugin: name, state: 'scored', score });
const composition = {
  weights: { accuracy: 8 / 13, repetition: 1 / 13 },
  overrides: { format: ['accuracy'] },
};

describe('composeReward', () => {
  it('is the weighted sum of the scored terms', () => {
    const reward = composeReward([scored('accuracy', 1), scored('repetition', -1)], composition);
    expect(reward.value).toBeCloseTo(7 / 13, 12);
  });

  it('lets an overriding term replace its target, keeping both in the breakdown', () => {
    const terms = [scored('accuracy', 1), scored('repetition', -0.5), scored('format', -1)];
    const reward = composeReward(terms, composition);
    expect(reward.value).toBeCloseTo(-8 / 13 - 0.5 / 13, 12);
    expect(reward.terms[0]).toMatchObject({ overriddenBy: 'format', effectiveScore: -1 });
  });

  it('lets an overriding term replace a target that abstained', () => {
    const abstained: RewardTerm = { name: 'accuracy', plugin: 'accuracy', state: 'abstained' };
    expect(composeReward([abstained, scored('format', -1)], composition)).toMatchObject({
      state: 'scored',
      value: -8 / 13,
    });
  });

  it('is failed when a term failed, and abstains when all do: never a number', () => {
    const failed: RewardTerm = { name: 'x', plugin: 'x', state: 'failed', reason: 'boom' };
    const abstained: RewardTerm = { name: 'y', plugin: 'y', state: 'abstained' };
    expect(composeReward([scored('accuracy', 1), failed], composition)).toMatchObject({
      state: 'failed',
      reason: 'x: boom',
    });
    expect(composeReward([abstained], composition)).toMatchObject({ state: 'abstained' });
    expect(composeReward([abstained], composition).value).toBeUndefined();
  });
});

describe('parseResponse', () => {
  it.each([
    ['<think>a</think>b', true, 'b'],
    ['  <think>a</think> b', true, ' b'],
    ['b', false, 'b'],
    ['<think>a', false, ''],
    ['a</think>b', false, 'b'],
    ['x<think>a</think>b', false, 'b'],
    ['<think>a</think>b<think>c</think>d', false, 'd'],
    ['<think><think>a</think>b', false, 'b'],
    ['<think>a</think> ', false, ' '],
  ])('%j: valid %s, answer %j', (text, valid, answer) => {
    expect(parseResponse(text)).toMatchObject({ valid, answer });
  });
});
