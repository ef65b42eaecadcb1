import { Kernel, randomStream, TouchstoneError, type Seed, type Split } from '@touchstone-rl/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostile, malformed, written, zero } from './fixtures.ts';
import listExpressions, { ALPHABET } from './index.ts';
import { applySteps } from './step.ts';
import { behaviourOf, demonstrationOf, promptOf } from './problem.ts';
import { drawSteps } from './problem.ts';

async function seedsFor(split: Split, count: number, options = {}, randomSeed = 1): Promise<Seed[]> {
  const kernel = await Kernel.create({ plugins: [{ plugin: listExpressions(options), origin: 'inline' }] });
  const asked = { split, count, randomSeed, baseFolder: '.' };
  const seeds: Seed[] = [];
  for await (const seed of kernel.seedSource('list-expressions').seeds(asked)) seeds.push(seed as Seed);
  return seeds;
}

describe('a problem', () => {
  it.each([...written, zero])('$prompt', ({ steps, prompt, demonstration, on: [items, result] }) => {
    expect(promptOf(steps)).toBe(prompt);
    expect(demonstrationOf(steps)).toBe(demonstration);
    expect(applySteps(steps, items)).toEqual(result);
  });

  it('is demonstrated by an expression that gives what its tests expect', async () => {
    for (const { demonstration, meta } of await seedsFor('train', 60)) {
      // The demonstrations are our own text: here they are run by the engine itself.
      const run = new Function('x', `return ${demonstration!}`) as (x: unknown) => unknown;
      for (const { args, expected } of meta!['tests'] as { args: [number[]]; expected: unknown }[]) {
        expect(run([...args[0]])).toEqual(expected);
      }
    }
  });

  it('stays within the alphabet', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 6 }), (seed, count) => {
        const steps = drawSteps(randomStream(seed, 'test'), count, 99);
        for (const character of promptOf(steps) + demonstrationOf(steps))
          expect(ALPHABET).toContain(character);
      }),
    );
  });

  it('has the behaviour of others that do the same, and of no other', () => {
    const plus = (number: number) => ({ kind: '+', number }) as const;
    expect(behaviourOf([plus(1), plus(2)])).toBe(behaviourOf([plus(3)]));
    expect(behaviourOf([{ kind: 'rev' }, { kind: 'len' }])).toBe(behaviourOf([{ kind: 'len' }]));
    expect(behaviourOf([plus(1)])).not.toBe(behaviourOf([plus(2)]));
    expect(behaviourOf([{ kind: '>', number: 98 }])).not.toBe(behaviourOf([{ kind: '>', number: 99 }]));
  });
});

describe('the splits', () => {
  it('share no behaviour, whatever the random seeds', async () => {
    const behaviours = async (split: Split, seed: number): Promise<unknown[]> =>
      (await seedsFor(split, 40, {}, seed)).map(({ meta }) => meta!['behaviour']);
    const all = [
      ...(await behaviours('train', 1)),
      ...(await behaviours('validation', 2)),
      ...(await behaviours('test', 3)),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('give the same seeds to the same request, and a beginning to a smaller one', async () => {
    const many = await seedsFor('train', 20);
    expect(await seedsFor('train', 20)).toEqual(many);
    expect(await seedsFor('train', 5)).toEqual(many.slice(0, 5));
    expect(await seedsFor('train', 20, {}, 2)).not.toEqual(many);
  });
});

it.each(malformed)('refuses the options %j', async (options, reason) => {
  await expect(seedsFor('train', 1, options)).rejects.toThrow(reason);
});

it.each(hostile)('ends with an error where %j leave no room', async (options) => {
  await expect(seedsFor('train', 1000, options)).rejects.toThrow(TouchstoneError);
});
