import type { RolloutRecord } from '@touchstone-rl/core';
import { describe, expect, test } from 'vitest';
import { RolloutSampler, spread } from './sample-rollouts.ts';

function rollout(
  step: number,
  seedId: string,
  value?: number,
  more: Partial<RolloutRecord> = {},
): RolloutRecord {
  return {
    step,
    id: `${step}/${seedId}/0`,
    seedId,
    tokens: [1],
    logProbabilities: [-1],
    text: '',
    finishReason: 'stop',
    lengthTokens: 1,
    reward: value === undefined ? { state: 'abstained', terms: [] } : { state: 'scored', value, terms: [] },
    ...more,
  };
}

function sample(records: readonly RolloutRecord[]) {
  const sampler = new RolloutSampler();
  for (const record of records) sampler.add(record);
  return sampler.result();
}

describe('the choice of rollouts', () => {
  const run = Array.from({ length: 400 }, (_, i) =>
    rollout(1 + Math.floor(i / 20), `seed-${i % 50}`, Math.sin(i)),
  );

  test('first and last step, best and worst, and the latest steps', () => {
    const { total, first, last, best, worst, recent } = sample(run);
    expect(total).toBe(400);
    expect(new Set(first.map(({ step }) => step))).toEqual(new Set([1]));
    expect(new Set(last.map(({ step }) => step))).toEqual(new Set([20]));
    expect([...new Set(recent.map(({ step }) => step))]).toEqual([16, 17, 18, 19, 20]);
    expect(best[0]!.reward.value).toBe(Math.max(...run.map(({ reward }) => reward.value!)));
    expect(worst[0]!.reward.value).toBe(Math.min(...run.map(({ reward }) => reward.value!)));
    expect(new Set(best.map(({ seedId }) => seedId)).size).toBe(best.length);
  });

  test('tokens are not kept', () => {
    expect(sample(run).recent[0]).not.toHaveProperty('tokens');
  });

  test('a rollout without a reward is neither best nor worst', () => {
    const { best, worst, first } = sample([rollout(1, 'a'), rollout(1, 'b', 0.5)]);
    expect([best, worst].map((list) => list.map(({ seedId }) => seedId))).toEqual([['b'], ['b']]);
    expect(first).toHaveLength(2);
  });

  test('one step is the first, not the last as well', () => {
    expect(sample([rollout(1, 'a', 1)]).last).toEqual([]);
  });

  test('no rollouts', () => {
    expect(sample([])).toMatchObject({ total: 0, first: [], last: [], best: [], worst: [], recent: [] });
  });
});

describe('failures', () => {
  const failed = (reason: string): RolloutRecord => {
    const term = { name: 'length', plugin: 'length-cosine', state: 'failed', reason } as const;
    return rollout(1, 'a', undefined, { reward: { state: 'failed', terms: [{ term, weight: 1 }] } });
  };

  test('are counted by plugin and reason, the most frequent first', () => {
    const { failures } = sample([failed('rare'), failed('frequent'), failed('frequent')]);
    expect(failures.map(({ plugin, reason, count }) => [plugin, reason, count])).toEqual([
      ['length-cosine', 'frequent', 2],
      ['length-cosine', 'rare', 1],
    ]);
  });

  test('a different reason each time does not grow without bound', () => {
    const { failures } = sample(Array.from({ length: 1000 }, (_, i) => failed(`reason ${i}`)));
    expect(failures.length).toBeLessThan(300);
    expect(failures.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
  });

  test('a rollout that a plugin excluded is counted with its reason', () => {
    const { failures } = sample([rollout(1, 'a', 1, { excluded: 'too long' })]);
    expect(failures).toMatchObject([{ plugin: 'excluded', reason: 'too long', count: 1 }]);
  });
});

test('items at even distances, the first among them', () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7], 4)).toEqual([0, 2, 4, 6]);
  expect(spread([1, 2], 4)).toEqual([1, 2]);
});
