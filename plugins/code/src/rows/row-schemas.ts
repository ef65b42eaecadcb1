import { z } from 'zod';
import { optionsSchema } from '../options.ts';

/** What a row may say about the comparison of output. */
export const outputSchema = z.strictObject({
  compare: optionsSchema.shape.output.unwrap().optional(),
  absoluteTolerance: z.number().min(0).max(1).optional(),
  relativeTolerance: z.number().min(0).max(1).optional(),
});

/** Limits that a row may set. */
export const limitsSchema = optionsSchema.shape.limits.unwrap();
