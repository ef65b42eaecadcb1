import {
  createKernel,
  defineVerifier,
  resolveConfig,
  unverifiable,
  type Kernel,
  type ResolvedConfig,
  type Reward,
  type Seed,
} from '@touchstone-rl/core';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { byLength, cases, composed, type Case } from './fixtures.ts';
import preset from './index.ts';

const MAXIMUM = 8 / 13;
const seed: Seed = {
  id: 's',
  prompt: [{ role: 'user', content: '6*7=?' }],
  domain: 'math',
  verifier: 'math',
};
const judge = defineVerifier({ name: 'math', verify: () => unverifiable('not asked in this test') });

/** The preset with a verifier that judges nothing: the verdicts of this test are given. */
const composition = {
  ...preset,
  config: {
    ...preset.config,
    plugins: [judge(), ...preset.config.plugins!.filter((name) => name !== 'math')],
    options: {},
  },
};

const resolve = (config: object): Promise<ResolvedConfig> =>
  resolveConfig({ presets: [composition], ...config }, { folder: import.meta.dirname });

async function rewardsOf(
  kernel: Kernel,
  judged: readonly Omit<Case, 'name' | 'expected'>[],
): Promise<Reward[]> {
  const rollouts = judged.map(({ verdict, ...facts }, i) => ({
    id: `r${i}`,
    seedId: 's',
    tokens: [],
    logProbabilities: [],
    ...facts,
    ...(verdict && { verdict: { verdict, reason: 'given' } }),
  }));
  return (await kernel.score({ seed, rollouts })).rollouts.map(({ reward }) => reward);
}

function outcomeOf({ expected }: Case): object {
  if (expected === 'failed') return { state: 'failed' };
  return { state: 'scored', value: expect.closeTo(expected, 6) as number };
}

describe('the composed reward', () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await createKernel(await resolve({}));
  });

  it.each([...byLength, ...composed, ...Object.values(cases)])('of $name', async (given) => {
    const [reward] = await rewardsOf(kernel, [given]);
    expect(reward).toMatchObject(outcomeOf(given));
  });

  it('is at most 8/13 and at least -1, whatever the response', async () => {
    const piece = fc.constantFrom(
      '<think>',
      '</think>',
      'so ',
      'a b c d e ',
      '\\boxed{42}',
      '<|im_end|>',
      '8',
    );
    const anyText = fc
      .array(fc.tuple(piece, fc.integer({ min: 1, max: 200 })), { maxLength: 6 })
      .map((pieces) => pieces.map(([text, times]) => text.repeat(times)).join(''));
    const anyRollout = fc.record({
      text: anyText,
      verdict: fc.constantFrom('correct' as const, 'incorrect' as const, 'unverifiable' as const),
      lengthTokens: fc.integer({ min: 0, max: 40_000 }),
      finishReason: fc.constantFrom('stop' as const, 'length' as const, 'stop-string' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRollout, { minLength: 1, maxLength: 8 }), async (group) => {
        for (const [i, { state, value }] of (await rewardsOf(kernel, group)).entries()) {
          expect(state).toBe('scored');
          expect(value).toBeLessThanOrEqual(group[i]!.verdict === 'correct' ? MAXIMUM : -4 / 13 + 1e-12);
          expect(value).toBeGreaterThanOrEqual(-1 - 1e-12);
        }
      }),
    );
  });

  it('is the weighted sum that its breakdown shows', async () => {
    const [reward] = await rewardsOf(kernel, [composed[0]!]);
    const sum = reward!.terms.reduce(
      (total, { weight, effectiveScore = 0 }) => total + weight * effectiveScore,
      0,
    );
    expect(reward!.value).toBeCloseTo(sum, 12);
    expect(reward!.terms.map(({ term }) => term.name)).toEqual(['length-cosine', 'repetition', 'format']);
  });
});

describe('the settings', () => {
  it("are the report's and say where they come from", async () => {
    const { settings, origins } = await resolve({});
    expect(settings.grpo).toMatchObject({
      seedsPerStep: 64,
      groupSize: 8,
      learningRate: 5e-8,
      klCoefficient: 0.001,
      entropyCoefficient: 0.001,
      aggregation: 'sequence-mean',
      clipLow: 0.2,
    });
    expect(origins.get('grpo.groupSize')).toBe('preset phi4-reasoning');
    expect(origins.get('grpo.clipLow')).toBe('default');
  });

  it('give way to the config that names the preset', async () => {
    const config = { grpo: { learningRate: 1e-3 }, options: { 'length-cosine': { maxTokens: 40_000 } } };
    const { settings, plugins } = await resolve(config);
    expect(settings.grpo).toMatchObject({ learningRate: 1e-3, groupSize: 8 });
    const [, lengthCosine] = plugins;
    expect(lengthCosine!.plugin.options).toEqual({ maxTokens: 40_000 });
  });
});

describe('the verifier of the preset', () => {
  it('wants a box, where the verifier by itself reads any answer', async () => {
    const answer = 'The answer is 42.';
    const verdictOf = async (config: Parameters<typeof resolveConfig>[0]): Promise<unknown> => {
      const kernel = await createKernel(await resolveConfig(config));
      const judged = await kernel.judge('math', { seed, gold: '42', completion: answer, answer });
      return judged.ok && judged.value.verdict;
    };
    expect(await verdictOf({ presets: [preset] })).toBe('incorrect');
    expect(await verdictOf({ plugins: ['math'] })).toBe('correct');
  });
});
