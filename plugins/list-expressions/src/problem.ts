import { hash32, randomStream, type RandomStream, type Split } from '@touchstone-rl/core';
import { applySteps, askFor, drawStep, writeStep, type Step } from './step.ts';

/**
 * Characters of prompts and demonstrations.
 *
 * @example
 * defineConfig({ plugins: ['@touchstone-rl/sandbox', 'code', 'list-expressions'], model: { characters: ALPHABET } });
 */
export const ALPHABET = '0123456789+-*<>=!%.,()abcdefghiklmnoprstuvx';

/** Lists on which two problems are told apart: if they agree on all of them, they are one problem. */
const PROBES: readonly (readonly number[])[] = [
  // Every number that a step can name is an item of this one.
  randomStream(0, 'list-expressions/probe').shuffle(Array.from({ length: 261 }, (_, i) => i - 130)),
  ...Array.from({ length: 23 }, (_, i) => {
    const random = randomStream(0, 'list-expressions/probe', i);
    return Array.from({ length: i % 9 }, () => random.integer(-14, 14));
  }),
];

/** Draws the steps of a problem. */
export function drawSteps(random: RandomStream, count: number, maxNumber: number): Step[] {
  return Array.from({ length: count }, (_, i) => drawStep(random, i === count - 1, maxNumber));
}

/** What the policy is asked: `+3,even,sum`. */
export function promptOf(steps: readonly Step[]): string {
  return steps.map(askFor).join(',');
}

/** A right answer: `x.map(v=>v+3).filter(v=>v%2==0).reduce((a,b)=>a+b,0)`. */
export function demonstrationOf(steps: readonly Step[]): string {
  return `x${steps.map(writeStep).join('')}`;
}

/** What a problem does, whatever the words: two problems that agree on every probe have the same behaviour. */
export function behaviourOf(steps: readonly Step[]): string {
  const text = JSON.stringify(PROBES.map((probe) => applySteps(steps, probe)));
  return `${hash32(text).toString(16)}${hash32(`again ${text}`).toString(16)}`;
}

/**
 * The split of a behaviour: 80 % train, 10 % validation, 10 % test. It depends on nothing else, so two ways to ask
 * for one thing (`+1,+2` and `+3`) never stand on both sides.
 */
export function splitOf(behaviour: string): Split {
  const place = randomStream(0, 'list-expressions/split', behaviour).next();
  if (place < 0.8) return 'train';
  return place < 0.9 ? 'validation' : 'test';
}

/** Lists on which a problem's program is tested: an empty one, a short one, and longer ones with duplicates. */
export function testsOf(
  steps: readonly Step[],
  behaviour: string,
  count: number,
): { readonly args: readonly [readonly number[]]; readonly expected: readonly number[] | number }[] {
  const random = randomStream(0, 'list-expressions/tests', behaviour);
  return Array.from({ length: count }, (_, i) => {
    const length = i === 0 ? 0 : i === 1 ? 1 : random.integer(3, 8);
    const items = Array.from({ length }, () => random.integer(-9, 20));
    return { args: [items], expected: applySteps(steps, items) };
  });
}
