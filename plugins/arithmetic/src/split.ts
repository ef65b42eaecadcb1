import { randomStream, type Split } from '@touchstone-rl/core';

/**
 * The split that a canonical form belongs to: 80 % train, 10 % validation, 10 % test. It depends on the form
 * and on nothing else, neither options nor seeds nor counts, so that two forms of one problem can never
 * stand on both sides, within a run or across runs.
 */
export function splitOf(canonical: string): Split {
  const place = randomStream(0, 'arithmetic/split', canonical).next();
  if (place < 0.8) return 'train';
  return place < 0.9 ? 'validation' : 'test';
}
