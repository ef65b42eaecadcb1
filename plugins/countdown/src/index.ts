import { defineDomain } from '@touchstone-rl/core';
import { drawProblem } from './draw.ts';
import { judgeExpression } from './judge.ts';
import { optionsSchema } from './options.ts';
import { canonicalForm, writeProblem } from './write.ts';

export { drawProblem, type Problem } from './draw.ts';
export { writeExpression, type Expression, type Operator } from './expression.ts';
export { judgeExpression } from './judge.ts';
export { optionsSchema, type CountdownOptions } from './options.ts';
export { parseAnswer, type Answer } from './parse.ts';
export { ALPHABET } from './write.ts';

/**
 * Countdown: reach a target from given numbers, each used at most (or exactly) once.
 *
 * @example
 * defineConfig({ plugins: [['countdown', { maxNumbers: 4 }]], data: { source: 'countdown' } });
 */
export default defineDomain({
  name: 'countdown',
  options: optionsSchema,
  strata: ({ minNumbers, maxNumbers }) =>
    Array.from({ length: maxNumbers - minNumbers + 1 }, (_, i) => ({
      name: `${minNumbers + i} numbers`,
      count: minNumbers + i,
    })),
  draw: (random, { count }, options) => drawProblem(random, count, options),
  canonical: canonicalForm,
  write: (problem, _, options) => writeProblem(problem, options),
  forms: ['tag', 'box', 'line'],
  judge: judgeExpression,
  benchmark: {
    description: 'Countdown with 3 to 6 numbers up to 99 and targets from 10 to 999',
    size: 400,
    samples: 1,
    options: optionsSchema.parse({}),
  },
});
