import { createKernel, resolveConfig, type Kernel, type Rollout, type Seed } from '@touchstone-rl/core';
import { beforeAll, describe, expect, it } from 'vitest';
import preset from './index.ts';

const MAXIMUM = 8 / 13;

function rolloutOf(seed: Seed, text: string): Rollout {
  return {
    id: `0/${seed.id}/0`,
    seedId: seed.id,
    tokens: [],
    logProbabilities: [],
    text,
    finishReason: 'stop',
    lengthTokens: text.length,
  };
}

describe('the preset with its own plugins, on arithmetic', () => {
  let kernel: Kernel;
  const seeds: Seed[] = [];
  beforeAll(async () => {
    const config = { presets: [preset], plugins: ['arithmetic'] };
    kernel = await createKernel(await resolveConfig(config, { folder: import.meta.dirname }));
    const request = { split: 'train', count: 40, randomSeed: 0, baseFolder: '.' } as const;
    for await (const seed of kernel.seedSource('arithmetic').seeds(request)) seeds.push(seed as Seed);
  });

  async function rewardOf(seed: Seed, text: string): Promise<number | undefined> {
    const rollout = await kernel.annotate(rolloutOf(seed, text), seed);
    const { rollouts } = await kernel.score({ seed, rollouts: [rollout] });
    return rollouts[0]!.reward.value;
  }

  it('loads every plugin by name, each with its version', () => {
    const loaded = kernel.plugins.map(({ name, version }) => `${name} ${version}`);
    expect(loaded).toEqual(
      ['math', 'length-cosine', 'repetition', 'format', 'arithmetic'].map((name) => `${name} 0.1.0`),
    );
  });

  it('gives every demonstration the full reward', async () => {
    for (const seed of seeds) expect(await rewardOf(seed, seed.demonstration!)).toBe(MAXIMUM);
  });

  it('gives no wrong, missing or hidden answer more than -4/13', async () => {
    const [seed] = seeds;
    const right = `\\boxed{${seed!.gold!}}`;
    const wrong = [
      '\\boxed{-1}',
      `${right} or \\boxed{-1}`,
      'the answer is right',
      `<!-- ${seed!.gold!} -->`,
    ];
    for (const answer of wrong) {
      expect(await rewardOf(seed!, `<think>so</think>${answer}`)).toBeLessThanOrEqual(-4 / 13);
    }
    expect(await rewardOf(seed!, right)).toBe(-MAXIMUM);
    expect(await rewardOf(seed!, `<think>${right}</think>`)).toBe(-MAXIMUM);
  });
});
