import { z } from 'zod';

/** The classes of the report's 3SAT-Search, and the ratio of clauses to variables of each. */
export const RATIOS = { hard: 4.26, underconstrained: 2.13, overconstrained: 8.52, unique: 4.26 } as const;

/**
 * A class of problems by its number of clauses and models.
 *
 * @example
 * const satisfiable: SatClass[] = ['underconstrained', 'unique'];
 */
export type SatClass = keyof typeof RATIOS;

const variables = z.int().min(3).max(15);

/** The options of the sat domain. */
export const optionsSchema = z
  .strictObject({
    minVariables: variables.default(4).describe('Variables of the smallest problems.'),
    maxVariables: variables.default(15).describe('Variables of the largest problems.'),
    classes: z
      .array(z.enum(['hard', 'underconstrained', 'overconstrained', 'unique']))
      .min(1)
      .default(['underconstrained', 'hard', 'unique', 'overconstrained'])
      .describe('Classes of problems, in the order in which they take turns.'),
    satisfiableOnly: z.boolean().default(false).describe('Leave out problems without a model.'),
    style: z
      .enum(['words', 'letters'])
      .default('words')
      .describe('`words` for chat models; `letters` is short, with worked demonstrations, for small models.'),
    terseShare: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Share of the demonstrations of `letters` that name a model without trying any.'),
  })
  .refine((given) => given.minVariables <= given.maxVariables, {
    path: ['maxVariables'],
    message: 'must not be below minVariables',
  })
  .refine((given) => new Set(given.classes).size === given.classes.length, {
    path: ['classes'],
    message: 'names a class twice',
  })
  .refine((given) => !(given.satisfiableOnly && given.classes.includes('overconstrained')), {
    path: ['satisfiableOnly'],
    message: 'cannot be combined with the class overconstrained, which has next to no satisfiable problems',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: SatOptions = {
 *   minVariables: 4, maxVariables: 6, classes: ['unique'], satisfiableOnly: true, style: 'letters', terseShare: 0.5,
 * };
 */
export type SatOptions = z.output<typeof optionsSchema>;
