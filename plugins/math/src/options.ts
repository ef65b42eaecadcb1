import { z } from 'zod';

/**
 * Options of the verifier: a preset and any named policy on top of it.
 *
 * @example
 * optionsSchema.parse({ preset: 'evaluate', percent: 'value' });
 */
export const optionsSchema = z.strictObject({
  preset: z.enum(['strict-train', 'evaluate']).default('strict-train'),
  extraction: z.enum(['boxed', 'anywhere']).optional(),
  percent: z.enum(['value', 'either']).optional(),
  listOrder: z.enum(['ignored', 'kept']).optional(),
  assignment: z.enum(['unwrapped', 'strict']).optional(),
  tuple: z.enum(['list', 'strict']).optional(),
  vector: z.enum(['tuple', 'strict']).optional(),
  units: z.enum(['forgiven', 'required']).optional(),
  logBase: z.enum(['either', 'ten', 'e']).optional(),
  ratio: z.enum(['fraction', 'strict']).optional(),
  decimalComma: z.enum(['never', 'either']).optional(),
  decimalDigits: z.number().int().min(3).max(15).optional(),
  roots: z.enum(['either', 'principal']).optional(),
  degrees: z.enum(['either', 'radians']).optional(),
  regions: z.enum(['values', 'strict']).optional(),
  constants: z.enum(['free', 'strict']).optional(),
  textCase: z.enum(['ignored', 'kept']).optional(),
});

/** Options after validation. */
export type MathOptions = z.output<typeof optionsSchema>;
