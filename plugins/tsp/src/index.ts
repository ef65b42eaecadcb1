import { defineDomain } from '@touchstone-rl/core';
import { judge } from './judge.ts';
import { optionsSchema } from './options.ts';
import { canonicalForm, drawDistances, strataOf } from './problem.ts';
import { write } from './write.ts';

export { judge } from './judge.ts';
export type { TspOptions } from './options.ts';
export { drawDistances, type Distances, type TspStratum } from './problem.ts';
export { readStops, type Stops } from './read-answer.ts';
export { lengthOf, shortestTours, type Solution } from './solve.ts';

/**
 * The travelling salesman: problems of 6 to 13 cities with exact optima, a verifier that accepts every
 * optimal tour, and the benchmark TSP-Opt of the Phi-4-reasoning report (arXiv 2504.21318, section 5): 8
 * levels, 100 problems each. With `partialCredit`, the reward term `tsp-ratio` is added.
 *
 * @example
 * defineConfig({ plugins: [['tsp', { maxCities: 8, partialCredit: true }]], data: { source: 'tsp' } });
 */
export default defineDomain({
  name: 'tsp',
  options: optionsSchema,
  strata: strataOf,
  draw: drawDistances,
  canonical: canonicalForm,
  write,
  forms: ['tag', 'box'],
  judge,
  credit: { term: 'tsp-ratio', enabled: ({ partialCredit }) => partialCredit },
  benchmark: {
    description: 'TSP-Opt: 6 to 13 cities, 800 problems',
    size: 800,
    samples: 5,
    options: optionsSchema.parse({}),
  },
});
