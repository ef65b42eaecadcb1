import { defineBenchmark, type Seed } from '@touchstone-rl/core';
import { z } from 'zod';
import { PROBLEMS, type Problem } from './problems.ts';

/** The options; a wrong or unknown one is refused with these descriptions. */
export const optionsSchema = z.strictObject({
  hardOnly: z.boolean().default(false).describe('Whether easy problems are left out.'),
});

/** A fixed set of problems: the same seeds in the same order, whatever the run's random seed. */
export default defineBenchmark({
  name: '{{name}}',
  options: optionsSchema,
  description: '{{description}}',
  samples: 4,
  *seeds({ count }, { options }) {
    const wanted = PROBLEMS.filter(({ stratum }) => !options.hardOnly || stratum === 'hard');
    for (const problem of wanted.slice(0, count)) yield seedOf(problem);
  },
  stratum: ({ meta }) => String(meta?.['stratum']),
});

function seedOf({ id, question, gold, stratum }: Problem): Seed {
  return {
    id: `{{name}}:${id}`,
    prompt: [{ role: 'user', content: `${question} Put the answer into \\boxed{}.` }],
    gold,
    domain: 'math',
    source: '{{name}}',
    licence: 'MIT',
    verifier: 'math',
    meta: { stratum },
  };
}
