import { randomStream } from '@touchstone-rl/core';
import { resultsOf, type Problem } from './problem.ts';
import { expressionOf } from './write.ts';

/**
 * A right response that skips the working: `<think>(17+25)*3-8=118</think>\boxed{118}`. A small model cannot
 * compute several operations at once, so a policy taught with some of these has something to find out by
 * reinforcement: that writing out the steps pays.
 */
export function terseDemonstrationOf(problem: Problem): string {
  const result = resultsOf(problem).at(-1)!;
  return `<think>${expressionOf(problem)}=${result}</think>\\boxed{${result}}`;
}

/** Whether a problem's demonstration is a terse one: a fixed draw of the problem and the run's random seed. */
export function isTerse(canonical: string, share: number, randomSeed: number): boolean {
  return share > 0 && randomStream(randomSeed, 'arithmetic-terse', canonical).next() < share;
}
