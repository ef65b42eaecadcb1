import { z } from 'zod';

const count = z.int().min(2).max(6);

/**
 * The options of the countdown domain.
 *
 * @example
 * optionsSchema.parse({ maxNumbers: 4 }).minNumbers; // 3
 */
export const optionsSchema = z
  .strictObject({
    minNumbers: count.default(3).describe('Given numbers of the easiest problems.'),
    maxNumbers: count.default(6).describe('Given numbers of the hardest problems.'),
    maxNumber: z.int().min(2).max(999).default(99).describe('Largest given number; the smallest is 1.'),
    minTarget: z.int().min(0).max(9999).default(10).describe('Smallest target.'),
    maxTarget: z.int().min(2).max(9999).default(999).describe('Largest target.'),
    maxResult: z
      .int()
      .min(2)
      .max(9_999_999)
      .default(99_999)
      .describe('Largest result of any step of golds and demonstrations; answers may go further.'),
    operators: z
      .string()
      .regex(/^[-+*/]+$/, 'expected some of + - * /')
      .default('+-*/')
      .describe('Operators that the golds use; answers may use all four.'),
    useAll: z.boolean().default(false).describe('Whether every number must be used, not at most once each.'),
    style: z
      .enum(['words', 'letters'])
      .default('words')
      .describe('Prompts in English, or in the few characters of a small model: 3,5,2=13?'),
    wrongTries: z
      .int()
      .min(0)
      .max(20)
      .default(4)
      .describe('Demonstrations work through 0 to this many wrong tries before the right one.'),
  })
  .refine((given) => given.minNumbers <= given.maxNumbers, {
    path: ['maxNumbers'],
    message: 'must not be below minNumbers',
  })
  .refine((given) => given.minTarget <= given.maxResult, {
    path: ['maxResult'],
    message: 'must not be below minTarget',
  })
  .refine((given) => given.minTarget <= given.maxTarget, {
    path: ['maxTarget'],
    message: 'must not be below minTarget',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const strict: CountdownOptions = optionsSchema.parse({ useAll: true, operators: '+-' });
 * strict.maxTarget; // 999
 */
export type CountdownOptions = z.output<typeof optionsSchema>;
