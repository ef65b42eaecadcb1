import { z } from 'zod';

/** The options of the repetition penalty; the defaults are the report's as far as it is known. */
export const optionsSchema = z
  .strictObject({
    n: z.int().min(1).max(100).default(5).describe('Length of an n-gram.'),
    threshold: z.int().min(1).default(5).describe('An n-gram is repeated when it occurs more often.'),
    unit: z.enum(['words', 'tokens']).default('words').describe('What n-grams are made of.'),
    scope: z
      .enum(['text', 'thought', 'answer'])
      .default('text')
      .describe('The part of the response that is read.'),
    caseSensitive: z.boolean().default(true).describe('Whether `A` and `a` are two words.'),
    clamp: z
      .union([z.literal(false), z.number().positive()])
      .default(false)
      .describe('The penalty is never larger than this; `false` leaves it at its natural bound, n.'),
  })
  .refine((given) => given.unit === 'words' || given.scope === 'text', {
    path: ['scope'],
    message: 'must be "text" when unit is "tokens": tokens are not divided into thought and answer',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: RepetitionOptions = {
 *   n: 5, threshold: 5, unit: 'words', scope: 'thought', caseSensitive: true, clamp: 1,
 * };
 */
export type RepetitionOptions = z.output<typeof optionsSchema>;
