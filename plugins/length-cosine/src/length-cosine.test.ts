import { Kernel, type RewardTerm, type Rollout, type Seed } from '@touchstone-rl/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases, golden, malformedOptions, type Case } from './fixtures.ts';
import plugin, { lengthCosine, optionsSchema, type LengthCosineOptions } from './index.ts';

const seed: Seed = {
  id: 's',
  prompt: [{ role: 'user', content: '6*7=?' }],
  domain: 'math',
  verifier: 'math',
};

function rolloutOf({ expected: _expected, name: _name, ...facts }: Partial<Case>, index = 0): Rollout {
  return {
    id: `r${index}`,
    seedId: 's',
    tokens: [],
    logProbabilities: [],
    text: '',
    finishReason: 'stop',
    lengthTokens: 0,
    ...facts,
  };
}

async function termsOf(
  rollouts: readonly Rollout[],
  options: Record<string, unknown> = {},
): Promise<RewardTerm[]> {
  const kernel = await Kernel.create({ plugins: [{ plugin: plugin(options), origin: 'inline' }] });
  const scored = await kernel.score({ seed, rollouts });
  return scored.rollouts.map(({ reward }) => reward.terms[0]!.term);
}

const defaults = optionsSchema.parse({});
const anyLength = fc.integer({ min: 0, max: 60_000 });
const anyOptions: fc.Arbitrary<LengthCosineOptions> = fc
  .tuple(
    fc.tuple(fc.integer({ min: 1, max: 40_000 }), fc.integer({ min: 0, max: 40_000 })),
    fc.integer({ min: 1, max: 40_000 }),
    fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 4, maxLength: 4 }),
  )
  .map(([[gap, positive], negative, bounds]) => {
    const [incorrectMin, incorrectMax, correctMin, correctMax] = [...bounds].sort((a, b) => a - b);
    return optionsSchema.parse({
      maxTokens: positive + gap,
      positiveControlTokens: positive,
      negativeControlTokens: negative,
      incorrectMin,
      incorrectMax,
      correctMin,
      correctMax,
    });
  });

describe('the golden vectors of the report', () => {
  it.each(golden)('correct %s at %i tokens: %f, final %f', (correct, length, term, final) => {
    expect(Math.abs(lengthCosine(length, correct, defaults) - term)).toBeLessThan(1e-6);
    expect(Math.abs((8 / 13) * lengthCosine(length, correct, defaults) - final)).toBeLessThan(1e-6);
  });
});

describe('the formula', () => {
  it('never leaves its bounds, whatever the options, so rounding never fails a term', () => {
    fc.assert(
      fc.property(anyOptions, anyLength, (options, length) => {
        const right = lengthCosine(length, true, options);
        const wrong = lengthCosine(length, false, options);
        expect(right).toBeGreaterThanOrEqual(options.correctMin);
        expect(right).toBeLessThanOrEqual(options.correctMax);
        expect(wrong).toBeGreaterThanOrEqual(options.incorrectMin);
        expect(wrong).toBeLessThanOrEqual(options.incorrectMax);
      }),
    );
  });

  it('falls with length for a correct response and rises for an incorrect one', () => {
    fc.assert(
      fc.property(anyOptions, anyLength, anyLength, (options, a, b) => {
        const [short, long] = [Math.min(a, b), Math.max(a, b)];
        expect(lengthCosine(long, true, options)).toBeLessThanOrEqual(lengthCosine(short, true, options));
        expect(lengthCosine(long, false, options)).toBeGreaterThanOrEqual(
          lengthCosine(short, false, options),
        );
      }),
    );
  });

  it('meets its four bounds at its three lengths', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        expect(lengthCosine(0, true, options)).toBeCloseTo(options.correctMax, 9);
        expect(lengthCosine(options.positiveControlTokens, true, options)).toBeCloseTo(options.correctMax, 9);
        expect(lengthCosine(options.maxTokens, true, options)).toBeCloseTo(options.correctMin, 9);
        expect(lengthCosine(0, false, options)).toBeCloseTo(options.incorrectMin, 9);
        expect(lengthCosine(options.negativeControlTokens, false, options)).toBeCloseTo(
          options.incorrectMax,
          9,
        );
      }),
    );
  });

  it('moves by less than 0.00022 per token with the constants of the report', () => {
    fc.assert(
      fc.property(anyLength, fc.boolean(), (length, correct) => {
        const step = lengthCosine(length + 1, correct, defaults) - lengthCosine(length, correct, defaults);
        expect(Math.abs(step)).toBeLessThan(0.00022);
      }),
    );
  });
});

describe('the term', () => {
  it.each(Object.values(cases))('of $name', async ({ expected, ...facts }) => {
    const [term] = await termsOf([rolloutOf(facts)]);
    const outcome = expected === 'failed' ? { state: 'failed' } : { state: 'scored', score: expected };
    expect(term).toMatchObject(outcome);
  });

  it('scores the rollouts of a group in their order', async () => {
    const terms = await termsOf([cases.full, cases.zero, cases.malformed, cases.hostile].map(rolloutOf));
    expect(terms.map(({ state }) => state)).toEqual(['scored', 'scored', 'failed', 'scored']);
  });

  it('abstains from an unverifiable response when told to, and says why', async () => {
    const [term] = await termsOf([rolloutOf(cases.zero)], { unverifiable: 'abstain' });
    expect(term).toMatchObject({ state: 'abstained', reason: 'no \\boxed{} in the answer' });
  });

  it('reads the length from the token count, never from the text', async () => {
    const [term] = await termsOf([rolloutOf({ ...cases.full, text: 'x'.repeat(200_000) })]);
    expect(term).toMatchObject({ score: 1 });
  });

  it.each(malformedOptions)('refuses the options %j', async (options, reason) => {
    await expect(termsOf([], options)).rejects.toThrow(reason);
  });
});
