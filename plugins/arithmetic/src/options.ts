import { z } from 'zod';

const difficulty = z.int().min(1).max(8);

/**
 * The options of the arithmetic source; together they bound every number in a problem.
 *
 * @example
 * optionsSchema.parse({ maxOperations: 2 }).operators; // '+-*'
 */
export const optionsSchema = z
  .strictObject({
    minOperations: difficulty.default(1).describe('Operations of the easiest problems.'),
    maxOperations: difficulty.default(4).describe('Operations of the hardest problems.'),
    operators: z
      .string()
      .regex(/^[-+*/]+$/, 'expected some of + - * /')
      .default('+-*')
      .describe('Operators that problems use.'),
    maxOperand: z.int().min(2).max(9999).default(99).describe('Largest first, added or subtracted number.'),
    maxFactor: z.int().min(2).max(99).default(9).describe('Largest number multiplied or divided by.'),
    maxResult: z.int().min(2).max(99_999).default(999).describe('Largest result of any step.'),
    minResult: z.int().min(-99_999).max(0).default(0).describe('Smallest result; below 0 allows negatives.'),
    terseShare: z.number().min(0).max(1).default(0).describe('Share of demonstrations without working.'),
  })
  .refine((given) => given.minOperations <= given.maxOperations, {
    path: ['maxOperations'],
    message: 'must not be below minOperations',
  })
  .refine((given) => given.maxOperand <= given.maxResult, {
    path: ['maxResult'],
    message: 'must not be below maxOperand',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: ArithmeticOptions = optionsSchema.parse({ maxOperations: 2, maxOperand: 20 });
 * options.minOperations; // 1
 */
export type ArithmeticOptions = z.output<typeof optionsSchema>;
