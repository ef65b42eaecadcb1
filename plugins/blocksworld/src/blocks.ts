import type { RandomStream } from '@touchstone-rl/core';

/**
 * What each block stands on: another block, or the table.
 *
 * @example
 * const supports: Supports = [TABLE, 0, TABLE]; // block 1 stands on block 0; blocks 0 and 2 on the table
 */
export type Supports = readonly number[];

/**
 * What a block stands on that stands on no other.
 *
 * @example
 * const flat: Supports = [TABLE, TABLE, TABLE]; // three blocks side by side
 */
export const TABLE = -1;

/**
 * Two arrangements of the same blocks, 0 to n - 1.
 *
 * @example
 * const problem: Problem = { initial: [TABLE, 0, 1], goal: [TABLE, TABLE, 0] };
 * solve(problem).length; // 3
 */
export interface Problem {
  readonly initial: Supports;
  readonly goal: Supports;
}

/**
 * Draws two different arrangements.
 *
 * @example
 * const problem = drawProblem(randomStream(1, 'blocks'), 3);
 * if (problem) console.log(solve(problem)); // [{ block: 0, from: -1, to: 1 }]
 */
export function drawProblem(random: RandomStream, count: number): Problem | undefined {
  const [initial, goal] = [drawSupports(random, count), drawSupports(random, count)];
  return initial.every((support, block) => support === goal[block]) ? undefined : { initial, goal };
}

/** Puts the blocks down in a random order, each on the table or on any stack, all equally likely. */
function drawSupports(random: RandomStream, count: number): Supports {
  const supports = Array.from({ length: count }, () => TABLE);
  const tops: number[] = [];
  for (const block of random.shuffle(supports.map((_, i) => i))) {
    const place = random.integer(0, tops.length);
    supports[block] = tops[place] ?? TABLE;
    tops[place] = block;
  }
  return supports;
}

/** The stacks, each from bottom to top, in the order of their lowest blocks. */
export function stacksOf(supports: Supports): number[][] {
  const above = aboveOf(supports);
  return supports.flatMap((support, block) => {
    if (support !== TABLE) return [];
    const stack = [block];
    for (let next = above[block]!; next !== TABLE; next = above[next]!) stack.push(next);
    return [stack];
  });
}

/** What stands on each block, or -1. */
export function aboveOf(supports: Supports): number[] {
  const above = supports.map(() => TABLE);
  supports.forEach((support, block) => {
    if (support !== TABLE) above[support] = block;
  });
  return above;
}
