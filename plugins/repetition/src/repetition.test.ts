import { Kernel, parseResponse, type RewardTerm, type Rollout, type Seed } from '@touchstone-rl/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases, golden, malformedOptions } from './fixtures.ts';
import plugin, { countRepetition, repetitionPenalty } from './index.ts';

const seed: Seed = {
  id: 's',
  prompt: [{ role: 'user', content: '6*7=?' }],
  domain: 'math',
  verifier: 'math',
};
const END = 99;

function rolloutOf(text: string, tokens: readonly number[] = []): Rollout {
  const { thought, answer } = parseResponse(text);
  return {
    id: 'r',
    seedId: 's',
    tokens: [...tokens, END],
    logProbabilities: tokens.map(() => -1),
    text,
    answer,
    ...(thought !== undefined && { thought }),
    finishReason: 'stop',
    lengthTokens: tokens.length,
  };
}

async function termOf(rollout: Rollout, options: Record<string, unknown> = {}): Promise<RewardTerm> {
  const kernel = await Kernel.create({ plugins: [{ plugin: plugin(options), origin: 'inline' }] });
  const { rollouts } = await kernel.score({ seed, rollouts: [rollout] });
  return rollouts[0]!.reward.terms[0]!.term;
}

/** The formula once more, by the book: every n-gram compared with every other. */
function slowPenalty(units: readonly number[], n: number, threshold: number): number {
  const ngrams = units.map((_, i) => units.slice(i, i + n)).filter((ngram) => ngram.length === n);
  const same = (a: readonly number[], b: readonly number[]): boolean => a.every((unit, i) => unit === b[i]);
  const counts = ngrams.map((ngram) => ngrams.filter((other) => same(ngram, other)).length);
  const first = ngrams.map((ngram) => ngrams.findIndex((other) => same(ngram, other)));
  const frequent = counts.filter((count, i) => count > threshold && first[i] === i);
  if (frequent.length === 0) return 0;
  return -Math.max(frequent.length / ngrams.length, Math.max(...frequent) / (units.length / n));
}

const anyUnits = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 80 });
const anyN = fc.integer({ min: 1, max: 6 });
const anyThreshold = fc.integer({ min: 1, max: 6 });

describe('the golden values', () => {
  it.each(golden)('of $name', async ({ text, expected }) => {
    const term = await termOf(rolloutOf(text));
    expect(term).toMatchObject({ state: 'scored', score: expect.closeTo(expected, 9) as number });
  });
});

describe('the penalty', () => {
  it('is the formula, also where every n-gram is compared with every other', () => {
    fc.assert(
      fc.property(anyUnits, anyN, anyThreshold, (units, n, threshold) => {
        const penalty = repetitionPenalty(countRepetition(units, n, threshold), n);
        expect(penalty).toBeCloseTo(slowPenalty(units, n, threshold), 12);
      }),
    );
  });

  it('stays between -n and 0', () => {
    fc.assert(
      fc.property(anyUnits, anyN, anyThreshold, (units, n, threshold) => {
        const penalty = repetitionPenalty(countRepetition(units, n, threshold), n);
        expect(penalty).toBeLessThanOrEqual(0);
        expect(penalty).toBeGreaterThanOrEqual(-n);
        expect(Object.is(penalty, -0)).toBe(false);
      }),
    );
  });

  it('does not depend on which words repeat, only on where', () => {
    const renamed = (units: readonly number[]): string[] => units.map((unit) => `other${7 - unit}`);
    fc.assert(
      fc.property(anyUnits, anyN, anyThreshold, (units, n, threshold) => {
        expect(countRepetition(renamed(units), n, threshold)).toEqual(countRepetition(units, n, threshold));
      }),
    );
  });

  it('is never smaller with a higher threshold', () => {
    fc.assert(
      fc.property(anyUnits, anyN, anyThreshold, (units, n, threshold) => {
        const lower = repetitionPenalty(countRepetition(units, n, threshold), n);
        const higher = repetitionPenalty(countRepetition(units, n, threshold + 1), n);
        expect(higher).toBeGreaterThanOrEqual(lower);
      }),
    );
  });

  it('is 0 where nothing is repeated, however long the text', () => {
    const units = Array.from({ length: 50_000 }, (_, i) => i);
    expect(repetitionPenalty(countRepetition(units, 5, 5), 5)).toBe(0);
  });
});

describe('the term', () => {
  it.each(Object.values(cases))('of $name', async ({ text, expected }) => {
    const term = await termOf(rolloutOf(text));
    expect(term).toMatchObject({ state: 'scored', score: expect.closeTo(expected, 9) as number });
  });

  it('reads a megabyte of one word, of distinct words and of one long word', async () => {
    const distinct = Array.from({ length: 130_000 }, (_, i) => i.toString(36).padStart(7, 'w')).join(' ');
    expect(await termOf(rolloutOf('a '.repeat(524_288)))).toMatchObject({
      score: expect.closeTo(-5, 3) as number,
    });
    expect(await termOf(rolloutOf(distinct))).toMatchObject({ score: 0 });
    expect(await termOf(rolloutOf('x'.repeat(1_048_576)))).toMatchObject({ score: 0 });
  });

  it('keeps the counts behind the score', async () => {
    const term = await termOf(rolloutOf('so '.repeat(10)));
    expect(term).toMatchObject({ detail: { units: 10, ngrams: 6, repeated: 1, mostFrequent: 6 } });
  });

  it('counts tokens without the end-of-sequence token', async () => {
    const term = await termOf(rolloutOf('', [1, 1, 1, 1, 1, 1, 1, 1, 1]), { unit: 'tokens', threshold: 4 });
    expect(term).toMatchObject({ detail: { units: 9, mostFrequent: 5 } });
  });

  it('fails where tokens are asked for and the rollout carries none', async () => {
    const term = await termOf({ ...rolloutOf('so so'), tokens: [], lengthTokens: 2 }, { unit: 'tokens' });
    expect(term).toMatchObject({ state: 'failed', reason: 'the rollout carries 0 of its 2 tokens' });
  });

  it('sees repetition without white space in tokens and not in words', async () => {
    const tokens = Array<number>(100).fill(7);
    const rollout = rolloutOf('8'.repeat(100), tokens);
    expect(await termOf(rollout)).toMatchObject({ score: 0 });
    expect(await termOf(rollout, { unit: 'tokens' })).toMatchObject({ score: -4.8 });
  });

  it('reads only the part of the response it is told to', async () => {
    const rollout = rolloutOf(`<think>${'so '.repeat(10)}</think>42`);
    expect(await termOf(rollout, { scope: 'thought' })).toMatchObject({ score: -3 });
    expect(await termOf(rollout, { scope: 'answer' })).toMatchObject({ score: 0 });
  });

  it('keeps or folds case', async () => {
    const rollout = rolloutOf('so So '.repeat(5));
    expect(await termOf(rollout)).toMatchObject({ score: 0 });
    expect(await termOf(rollout, { caseSensitive: false })).toMatchObject({ score: -3 });
  });

  it('is clamped when told to', async () => {
    expect(await termOf(rolloutOf('so '.repeat(10)), { clamp: 1 })).toMatchObject({ score: -1 });
  });

  it.each(malformedOptions)('refuses the options %j', async (options, reason) => {
    await expect(termOf(rolloutOf(''), options)).rejects.toThrow(reason);
  });
});
