import { z } from 'zod';

const blocks = z.int().min(3).max(12);

/**
 * The options of the blocksworld domain.
 *
 * @example
 * optionsSchema.parse({ minBlocks: 4 }).maxBlocks; // the default
 */
export const optionsSchema = z
  .strictObject({
    minBlocks: blocks.default(6).describe('Blocks of the easiest problems.'),
    maxBlocks: blocks.default(9).describe('Blocks of the hardest problems.'),
  })
  .refine((given) => given.minBlocks <= given.maxBlocks, {
    path: ['maxBlocks'],
    message: 'must not be below minBlocks',
  });

/** Validated options, defaults filled in. */
export type BlocksworldOptions = z.output<typeof optionsSchema>;
