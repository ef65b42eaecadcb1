import { defineDomain } from '@touchstone-rl/core';
import { drawProblem } from './blocks.ts';
import { canonicalForm } from './canonical.ts';
import { judgePlan } from './judge.ts';
import { optionsSchema } from './options.ts';
import { writeProblem } from './write.ts';

export { drawProblem, TABLE, type Problem, type Supports } from './blocks.ts';
export { judgePlan } from './judge.ts';
export type { BlocksworldOptions } from './options.ts';
export { readPlan, type Move } from './plan.ts';
export { faultOfPlan, type Stacks } from './simulate.ts';
export { solve, type BlockMove } from './solve.ts';

/**
 * The blocks world with its four moves: find a plan that turns some stacks of blocks into others. Plans are
 * judged by making their moves; the gold is a shortest plan.
 *
 * @example
 * defineConfig({ plugins: [['blocksworld', { minBlocks: 4 }]], data: { source: 'blocksworld' } });
 */
export default defineDomain({
  name: 'blocksworld',
  options: optionsSchema,
  strata: ({ minBlocks, maxBlocks }) =>
    Array.from({ length: maxBlocks - minBlocks + 1 }, (_, i) => ({
      name: `${minBlocks + i} blocks`,
      count: minBlocks + i,
    })),
  draw: (random, { count }) => drawProblem(random, count),
  canonical: canonicalForm,
  write: writeProblem,
  forms: ['tag', 'box'],
  judge: judgePlan,
  benchmark: {
    description: 'Blocks world with 6 to 9 blocks',
    size: 400,
    samples: 1,
    options: optionsSchema.parse({}),
  },
});
