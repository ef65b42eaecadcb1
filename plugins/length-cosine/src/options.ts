import { z } from 'zod';

const bound = z.number().min(-1000).max(1000);
const tokens = z.int().positive();

/**
 * The options of the length-aware accuracy reward; the defaults are the report's constants.
 *
 * @example
 * optionsSchema.parse({ maxTokens: 40_000 }).positiveControlTokens; // 25_600
 */
export const optionsSchema = z
  .strictObject({
    maxTokens: tokens.default(31_744).describe('Length at which a correct response gets the least (L_max).'),
    positiveControlTokens: z
      .int()
      .min(0)
      .default(25_600)
      .describe('Length up to which a correct response gets the most (L_pos_control).'),
    negativeControlTokens: tokens
      .default(3702)
      .describe('Length from which an incorrect response gets the most (L_neg_control).'),
    correctMax: bound.default(1).describe('A correct response up to positiveControlTokens (R+max).'),
    correctMin: bound.default(0.5).describe('A correct response at maxTokens and beyond (R+min).'),
    incorrectMax: bound
      .default(-0.5)
      .describe('An incorrect response at negativeControlTokens and beyond (R-max).'),
    incorrectMin: bound.default(-1).describe('An incorrect response of no tokens (R-min).'),
    unverifiable: z
      .enum(['incorrect', 'abstain'])
      .default('incorrect')
      .describe('Scores a response whose verdict is `unverifiable` as incorrect, or abstains.'),
  })
  .refine((given) => given.positiveControlTokens < given.maxTokens, {
    path: ['positiveControlTokens'],
    message: 'must be below maxTokens',
  })
  .refine((given) => given.correctMin <= given.correctMax, {
    path: ['correctMin'],
    message: 'must not be above correctMax',
  })
  .refine((given) => given.incorrectMin <= given.incorrectMax, {
    path: ['incorrectMin'],
    message: 'must not be above incorrectMax',
  })
  .refine((given) => given.incorrectMax <= given.correctMin, {
    path: ['incorrectMax'],
    message: 'must not be above correctMin: an incorrect response would beat a correct one',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const short: LengthCosineOptions = optionsSchema.parse({
 *   maxTokens: 4096, positiveControlTokens: 3072, negativeControlTokens: 512,
 * });
 * lengthCosine(3584, true, short); // 0.75
 */
export type LengthCosineOptions = z.output<typeof optionsSchema>;
