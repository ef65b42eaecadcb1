import {
  defineReward,
  Kernel,
  type ConfiguredPlugin,
  type FinishReason,
  type Reward,
  type Rollout,
  type Seed,
} from '@touchstone-rl/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { full, hostile, malformed, malformedOptions, zero } from './fixtures.ts';
import plugin, { findFault, optionsSchema } from './index.ts';

const seed: Seed = {
  id: 's',
  prompt: [{ role: 'user', content: '6*7=?' }],
  domain: 'math',
  verifier: 'math',
};
const accuracy = (name = 'length-cosine'): ConfiguredPlugin =>
  defineReward({ name, range: [0, 1], score: () => 1 })();

const rolloutOf = (text: string, finishReason: FinishReason): Rollout => ({
  id: 'r',
  seedId: 's',
  tokens: [],
  logProbabilities: [],
  text,
  finishReason,
  lengthTokens: text.length,
});

async function rewardOf(
  rollout: Rollout,
  options: Record<string, unknown> = {},
  others?: readonly ConfiguredPlugin[],
): Promise<Reward> {
  const weights: Record<string, number> = others ? {} : { 'length-cosine': 8 / 13 };
  const plugins = [...(others ?? [accuracy()]), plugin(options)].map((configured) => ({
    plugin: configured,
    origin: 'inline',
  }));
  const kernel = await Kernel.create({ plugins, weights });
  const { rollouts } = await kernel.score({ seed, rollouts: [rollout] });
  return rollouts[0]!.reward;
}

describe('a response', () => {
  it.each(full)('with $name keeps its accuracy reward', async ({ text, finishReason }) => {
    const reward = await rewardOf(rolloutOf(text, finishReason));
    expect(reward).toMatchObject({ state: 'scored', value: 8 / 13 });
    expect(reward.terms[1]!.term.state).toBe('abstained');
  });

  it.each([...zero, ...malformed, ...hostile])(
    'with $name has it replaced by $expected',
    async ({ text, finishReason, expected, eosFirst }) => {
      const reward = await rewardOf(rolloutOf(text, finishReason));
      expect(reward).toMatchObject({ state: 'scored', value: (8 / 13) * expected! });
      expect(reward.terms[0]).toMatchObject({ overriddenBy: 'format', effectiveScore: expected });
      const other = await rewardOf(rolloutOf(text, finishReason), { precedence: 'eos-first' });
      expect(other.value).toBe((8 / 13) * (eosFirst ?? expected!));
    },
  );

  it('says in its detail what was wrong', async () => {
    const reward = await rewardOf(rolloutOf('<think>a', 'length'));
    expect(reward.terms[1]!.term).toMatchObject({
      detail: { fault: 'invalid-think', reason: 'the thought is never closed' },
    });
  });
});

describe('the override', () => {
  it('is not itself added and leaves other terms alone', async () => {
    const others = [accuracy(), accuracy('extra')];
    const reward = await rewardOf(rolloutOf('', 'stop'), {}, others);
    expect(reward.value).toBe(0);
  });

  it('reaches any term it is told to', async () => {
    const reward = await rewardOf(rolloutOf('', 'stop'), { overrides: ['extra'] }, [accuracy('extra')]);
    expect(reward.value).toBe(-1);
  });

  it('is refused when no plugin provides its target', async () => {
    await expect(rewardOf(rolloutOf('', 'stop'), {}, [accuracy('length-cosin')])).rejects.toThrow(
      /"length-cosine"[^]*overrides of plugin "format"/,
    );
  });

  it.each(malformedOptions)('refuses the options %j', async (options, reason) => {
    await expect(rewardOf(rolloutOf('', 'stop'), options)).rejects.toThrow(reason);
  });
});

describe('whatever the text', () => {
  const pieces = fc.array(fc.constantFrom('<think>', '</think>', 'a', ' ', '<|im_end|>', '\\boxed{1}'), {
    maxLength: 8,
  });
  const anyText = fc.oneof(
    pieces.map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme' }),
  );
  const defaults = optionsSchema.parse({});

  it('a response cut at the length limit has a fault', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('think-first', 'eos-first'), (text, precedence) => {
        const fault = findFault({ text, finishReason: 'length' }, { ...defaults, precedence });
        expect(fault).toBeDefined();
      }),
    );
  });

  it('the precedence only matters for a cut response without a valid think block', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom<FinishReason>('stop', 'length'), (text, finishReason) => {
        const score = (precedence: 'think-first' | 'eos-first'): number | undefined =>
          findFault({ text, finishReason }, { ...defaults, precedence })?.score;
        const both = score('think-first') === -1 && finishReason === 'length';
        expect(score('eos-first')).toBe(both ? -0.5 : score('think-first'));
      }),
    );
  });
});
