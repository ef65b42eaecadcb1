import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Group, Rollout, Seed } from '../domain/index.ts';
import { correct } from '../domain/index.ts';
import { definePlugin, type ConfiguredPlugin } from './define-plugin.ts';
import { defineReward, defineSeedFilter, defineVerifier } from './define.ts';
import { Kernel } from './kernel.ts';

const seed: Seed = {
  id: 's1',
  prompt: [{ role: 'user', content: '1+1' }],
  gold: '2',
  domain: 'test',
  verifier: 'exact',
};
const rollout = (text: string, id = 'r1'): Rollout => ({
  id,
  seedId: 's1',
  tokens: [1, 2],
  logProbabilities: [-1, -1],
  text,
  finishReason: 'stop',
  lengthTokens: 2,
});
const exact = defineVerifier({ name: 'exact', verify: () => correct('always') });
const kernelWith = (...plugins: ConfiguredPlugin[]): Promise<Kernel> =>
  Kernel.create({
    plugins: plugins.map((plugin) => ({ plugin, origin: 'inline' })),
    deadlineMilliseconds: 1000,
  });
const group: Group = { seed, rollouts: [rollout('<think>a</think>2')] };

describe('a reward plugin', () => {
  it('adds a term under its own name, with its weight', async () => {
    const brevity = defineReward({
      name: 'brevity',
      range: [-1, 0],
      score: ({ lengthTokens }) => -lengthTokens / 10,
    });
    const kernel = await Kernel.create({
      plugins: [{ plugin: brevity(), origin: 'inline' }],
      weights: { brevity: 0.5 },
    });
    const { rollouts } = await kernel.score(group);
    expect(rollouts[0]!.reward).toMatchObject({ state: 'scored', value: -0.1 });
  });

  it.each([
    ['NaN', () => NaN, 'returned NaN, which is not a finite number'],
    ['a number out of range', () => 7, 'returned 7, outside its declared range [0, 1]'],
    ['a string', () => 'high' as never, 'returned high, which is not a number'],
    [
      'an error',
      () => {
        throw new Error('boom');
      },
      'boom',
    ],
    [
      'a thrown string',
      () => {
        throw 'boom'; // eslint-disable-line no-throw-literal -- plugins do
      },
      'threw "boom"',
    ],
    [
      'an endless loop',
      () => {
        for (;;);
      },
      'did not finish within 1000 ms',
    ],
    ['a promise that never settles', () => new Promise<number>(() => {}), 'did not finish within 1000 ms'],
    [
      'a runaway regular expression',
      () => Number(/^(a+)+$/.test('a'.repeat(50) + 'b')),
      'did not finish within 1000 ms',
    ],
    [
      'a mutation of the rollout',
      (given: Rollout) => {
        (given as { text: string }).text = '';
        return 1;
      },
      'tried to change what it was given',
    ],
    [
      'a mutation of the tokens',
      (given: Rollout) => {
        (given.tokens as number[]).push(3);
        return 1;
      },
      'tried to change what it was given',
    ],
  ])('that gives %s fails its term, named, and no other', async (_, score, message) => {
    const bad = defineReward({ name: 'bad', range: [0, 1], score: score as () => number });
    const good = defineReward({ name: 'good', range: [0, 1], score: () => 1 });
    const kernel = await kernelWith(bad(), good());
    const { rollouts } = await kernel.score(group);
    const { reward } = rollouts[0]!;
    expect(reward.state).toBe('failed');
    expect(reward.value).toBeUndefined();
    expect(reward.reason).toContain(`bad: ${message}`);
    expect(reward.terms[1]!.term).toMatchObject({ name: 'good', state: 'scored', score: 1 });
  });

  it('can end the run instead', async () => {
    const bad = defineReward({ name: 'bad', range: [0, 1], score: () => NaN });
    const kernel = await Kernel.create({
      plugins: [{ plugin: bad(), origin: 'inline' }],
      onFailure: 'abort',
    });
    await expect(kernel.score(group)).rejects.toThrow(/bad: returned NaN[^]*seed s1/);
  });

  it('that returns too few scores fails for the whole group', async () => {
    const short = defineReward({ name: 'short', range: [0, 1], scoreGroup: () => [] });
    const { rollouts } = await (await kernelWith(short())).score(group);
    expect(rollouts[0]!.reward.reason).toBe('short: returned 0 scores for a group of 1 rollouts');
  });
});

describe('options', () => {
  const schema = z.strictObject({ threshold: z.number().default(5) });
  const plugin = defineReward({ name: 'strict', range: [0, 1], options: schema, score: () => 1 });

  it('are validated, with the known names in the error', async () => {
    const wrong = plugin({ thresold: 3 } as never);
    await expect(kernelWith(wrong)).rejects.toThrow(/"strict"[^]*thresold[^]*known options: threshold/);
  });

  it('are refused by a plugin without a schema', async () => {
    const none = defineReward({ name: 'none', range: [0, 1], score: () => 1 });
    await expect(kernelWith(none({ n: 1 } as never))).rejects.toThrow('takes no options');
  });
});

describe('plugins', () => {
  it('made for another API version are refused with both numbers', async () => {
    const { definition } = exact;
    const old: ConfiguredPlugin = {
      touchstone: 'configured',
      definition: { ...definition, api: 99 } as never,
      options: undefined,
    };
    await expect(kernelWith(old)).rejects.toThrow(/plugin API 99[^]*API 1/);
  });

  it('may not share a name, and may not come before a tap that does not exist', async () => {
    await expect(kernelWith(exact(), exact())).rejects.toThrow('two plugins are named "exact"');
    const early = definePlugin({
      name: 'early',
      setup: ({ hooks }) => hooks.onStep.tap({ name: 'early', before: 'loger' }, () => {}),
    });
    await expect(kernelWith(early())).rejects.toThrow(/before the tap "loger"/);
  });
});

describe('judging', () => {
  it('parses the thought, asks the verifier and keeps its verdict', async () => {
    const kernel = await kernelWith(exact());
    const judged = await kernel.annotate(rollout('<think>a</think>2'), seed);
    expect(judged).toMatchObject({ thought: 'a', answer: '2', verdict: { verdict: 'correct' } });
  });

  it('never turns a failing verifier into a verdict', async () => {
    const broken = defineVerifier({
      name: 'exact',
      verify: () => {
        throw new Error('connection lost');
      },
    });
    const judged = await (await kernelWith(broken())).annotate(rollout('2'), seed);
    expect(judged.verdict).toBeUndefined();
    expect(judged.excluded).toBe('plugin "exact" in verify on seed s1: connection lost');
  });
});

describe('seeds', () => {
  it('are changed by one plugin and dropped by another, with the reason', async () => {
    const mark = definePlugin({
      name: 'mark',
      setup: ({ hooks }) => hooks.onSeed.tap('mark', (given) => ({ ...given, source: 'marked' })),
    });
    const filter = defineSeedFilter({ name: 'no-twos', keep: ({ gold }) => gold !== '2' || 'gold is 2' });
    const kernel = await kernelWith(mark(), filter());
    expect(await kernel.admitSeed({ ...seed, gold: '3' }, 'train')).toMatchObject({ source: 'marked' });
    expect(await kernel.admitSeed(seed, 'train')).toEqual({
      dropped: true,
      reason: 'gold is 2',
      plugin: 'no-twos',
    });
  });
});
