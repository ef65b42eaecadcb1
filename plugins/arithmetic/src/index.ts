import { defineSeedSource } from '@touchstone-rl/core';
import { generateSeeds } from './generate.ts';
import { optionsSchema } from './options.ts';

export { optionsSchema, type ArithmeticOptions } from './options.ts';
export { drawProblem, resultsOf, type Operation, type Operator, type Problem } from './problem.ts';
export { ALPHABET, expressionOf } from './write.ts';

/**
 * Seeds of multi-step integer arithmetic, each with a worked demonstration.
 *
 * @example
 * defineConfig({ plugins: ['math', 'arithmetic'], data: { source: 'arithmetic' } });
 */
export default defineSeedSource({
  name: 'arithmetic',
  options: optionsSchema,
  seeds: (request, { options }) => generateSeeds(request, options),
});
