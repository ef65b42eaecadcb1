import { correct, defineDomain, incorrect } from '@touchstone-rl/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openPlugin } from './open-plugin.ts';

const doubled = defineDomain({
  name: 'doubled',
  options: z.strictObject({ most: z.int().default(99) }),
  strata: () => [{ name: 'any' }],
  draw: (random, _, { most }) => random.integer(1, most),
  canonical: String,
  write: (n) => ({ prompt: `Twice ${n}?`, gold: String(2 * n), meta: { difficulty: n } }),
  forms: ['tag'],
  judge: (answer, { gold }) => {
    if (answer === 'crash') throw new Error('the verifier broke');
    return answer === gold ? correct('equal') : incorrect('not equal');
  },
  benchmark: { description: 'Doubling', size: 10, samples: 1, options: { most: 99 } },
});

describe('an open plugin', () => {
  it('gives the same seeds for the same request, and others for another', async () => {
    const { seeds } = await openPlugin(doubled());
    expect(await seeds(5)).toEqual(await seeds(5));
    expect(await seeds(5)).not.toEqual(await seeds(5, { randomSeed: 2 }));
  });

  it('judges whole responses and bare answers', async () => {
    const { seeds, judge, judgeAnswer } = await openPlugin(doubled());
    const [seed] = await seeds(1);
    const right = `<think>so</think><final_answer>${seed!.gold!}</final_answer>`;
    expect((await judge(seed!, right)).verdict).toBe('correct');
    expect((await judgeAnswer(seed!, '0')).verdict).toBe('incorrect');
  });

  it('says that the verifier failed instead of giving a verdict', async () => {
    const { seeds, judgeAnswer } = await openPlugin(doubled());
    const [seed] = await seeds(1);
    await expect(judgeAnswer(seed!, 'crash')).rejects.toThrow('the verifier broke');
  });

  it('refuses wrong options with their place', async () => {
    await expect(openPlugin(doubled({ most: 'many' } as never))).rejects.toThrow('most');
  });
});
