import { z } from 'zod';

/** Options of the verifier: a preset and any named policy on top of it. */
export const optionsSchema = z.strictObject({
  preset: z
    .enum(['strict-train', 'evaluate'])
    .default('evaluate')
    .describe(
      'Policies that hold where no option of its own is given. Train with `strict-train`, as the preset phi4-reasoning does.',
    ),
  extraction: z
    .enum(['boxed', 'anywhere'])
    .optional()
    .describe('Where the answer of a completion is looked for: in the last box, or anywhere.'),
  percent: z
    .enum(['value', 'either'])
    .optional()
    .describe('Whether 10 % is 0.1 only, or also 10 when one side has the sign.'),
  listOrder: z.enum(['ignored', 'kept']).optional().describe('Whether the order of bare lists counts.'),
  assignment: z
    .enum(['unwrapped', 'strict'])
    .optional()
    .describe('Whether `x = 5` answers a gold `5` and the other way round.'),
  tuple: z.enum(['list', 'strict']).optional().describe('Whether a bare list may stand for a tuple.'),
  vector: z
    .enum(['tuple', 'strict'])
    .optional()
    .describe('Whether a column or row vector may stand for a tuple.'),
  units: z.enum(['forgiven', 'required']).optional().describe('Whether a missing unit is forgiven.'),
  logBase: z.enum(['either', 'ten', 'e']).optional().describe('What a bare \\log means.'),
  ratio: z.enum(['fraction', 'strict']).optional().describe('Whether `3:4` equals `3/4`.'),
  decimalComma: z
    .enum(['never', 'either'])
    .optional()
    .describe('Whether a comma between digits may be a decimal comma.'),
  decimalDigits: z
    .number()
    .int()
    .min(3)
    .max(15)
    .optional()
    .describe('Significant digits from which a decimal may stand for an exact number.'),
  roots: z.enum(['either', 'principal']).optional().describe('Which odd roots of negative numbers are read.'),
  degrees: z.enum(['either', 'radians']).optional().describe('Whether 45 degrees equal 45 as well as pi/4.'),
  regions: z
    .enum(['values', 'strict'])
    .optional()
    .describe('Whether an inequality may be answered by an interval.'),
  constants: z
    .enum(['free', 'strict'])
    .optional()
    .describe('Whether arbitrary constants and whole-number parameters may be renamed and shifted.'),
  judge: z
    .enum(['off', 'undecided'])
    .default('off')
    .describe('Whether a language model is asked where the rules decide nothing or find no answer.'),
  textCase: z
    .enum(['ignored', 'kept'])
    .optional()
    .describe('Whether the case of words and single letters counts.'),
});

/**
 * Options after validation.
 *
 * @example
 * const options: MathOptions = { preset: 'strict-train', units: 'required', judge: 'off' };
 * verifyMath({ gold: '3 m', pred: '3' }, options).verdict; // 'incorrect'
 */
export type MathOptions = z.output<typeof optionsSchema>;
