import { fileURLToPath } from 'node:url';
import { createKernel, resolveConfig } from '@touchstone-rl/core';
import { testPlugin } from '@touchstone-rl/plugin-kit';
import { describe, expect, it } from 'vitest';

const PUBLISHED = fileURLToPath(new URL('./published-reward/index.js', import.meta.url));

describe('a plugin that was published for plugin API 1', () => {
  it('still keeps the contract', async () => {
    const { results } = await testPlugin(PUBLISHED, {
      rewards: [
        { name: 'right', text: '1', lengthTokens: 2048, expected: -0.5 },
        { name: 'not judged', text: '1', verdict: null, expected: 'failed' },
        { name: 'unverifiable', text: '1', verdict: 'unverifiable', expected: 'abstained' },
      ],
    });
    expect(results.filter(({ state }) => state === 'failed')).toEqual([]);
  });

  it('taps what it tapped', async () => {
    const { plugins } = await createKernel(await resolveConfig({ plugins: [PUBLISHED] }));
    expect(plugins[0]).toMatchObject({ name: 'published-reward', taps: ['computeReward'], version: '1.0.0' });
  });
});
