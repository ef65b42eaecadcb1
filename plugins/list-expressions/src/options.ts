import { z } from 'zod';

/** The options of the source. */
export const optionsSchema = z
  .strictObject({
    minSteps: z.int().min(1).max(6).default(2).describe('Steps of the easiest problems.'),
    maxSteps: z.int().min(1).max(6).default(3).describe('Steps of the hardest problems.'),
    maxNumber: z.int().min(2).max(99).default(9).describe('Largest number in a step.'),
    tests: z.int().min(2).max(50).default(6).describe('Lists that each expression is tested on.'),
  })
  .refine((given) => given.minSteps <= given.maxSteps, {
    path: ['maxSteps'],
    message: 'must not be below minSteps',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: ListExpressionsOptions = { minSteps: 1, maxSteps: 2, maxNumber: 9, tests: 6 };
 */
export type ListExpressionsOptions = z.output<typeof optionsSchema>;
