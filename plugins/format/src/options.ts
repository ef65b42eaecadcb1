import { z } from 'zod';

const score = z.number().min(-1000).max(1000);
const termName = z.string().min(1);

/**
 * The options of the format overrides; the defaults are the report's.
 *
 * @example
 * optionsSchema.parse({ precedence: 'think-first' }).incompleteScore; // -0.5
 */
export const optionsSchema = z.strictObject({
  overrides: z
    .union([termName, z.array(termName).min(1)])
    .default('length-cosine')
    .describe('The accuracy term, or terms, whose score a wrong format replaces.'),
  incompleteScore: score.default(-0.5).describe('Score of a response without end-of-sequence token.'),
  invalidThinkScore: score.default(-1).describe('Score of a response without a valid think block.'),
  precedence: z
    .enum(['think-first', 'eos-first'])
    .default('think-first')
    .describe('Which score counts for a response that is incomplete and has no valid think block.'),
});

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: FormatOptions = {
 *   overrides: ['length-cosine'], incompleteScore: -0.5, invalidThinkScore: -1, precedence: 'eos-first',
 * };
 * findFault({ text: '<think>6*7', finishReason: 'length' }, options)?.score; // -0.5
 */
export type FormatOptions = z.output<typeof optionsSchema>;
