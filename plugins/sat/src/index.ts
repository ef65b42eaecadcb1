import { defineDomain } from '@touchstone-rl/core';
import { canonicalForm } from './canonical.ts';
import { drawFormula, strataOf } from './formula.ts';
import { judge } from './judge.ts';
import { optionsSchema } from './options.ts';
import { write } from './write.ts';

export { drawFormula, type Clause, type Formula, type Literal, type SatStratum } from './formula.ts';
export { judge } from './judge.ts';
export type { SatClass, SatOptions } from './options.ts';
export { readAnswer, type SatAnswer } from './read-answer.ts';
export { countModels, type Models } from './solve.ts';
export { ALPHABET } from './write.ts';

/**
 * 3-SAT: problems of four classes, a verifier that checks the clauses, and the benchmark 3SAT-Search of the
 * Phi-4-reasoning report (arXiv 2504.21318, section 5): 12 numbers of variables, 4 classes, 20 problems each.
 *
 * @example
 * defineConfig({ plugins: [['sat', { maxVariables: 8 }]], data: { source: 'sat' } });
 */
export default defineDomain({
  name: 'sat',
  options: optionsSchema,
  strata: strataOf,
  draw: drawFormula,
  canonical: canonicalForm,
  write,
  forms: ['tag', 'box'],
  judge,
  benchmark: {
    description: '3SAT-Search: 4 to 15 variables, four classes, 960 problems',
    size: 960,
    samples: 5,
    options: optionsSchema.parse({}),
  },
});
