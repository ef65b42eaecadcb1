import { z } from 'zod';

const blocks = z.int().min(3).max(12);

/** The options of the blocksworld domain. */
export const optionsSchema = z
  .strictObject({
    minBlocks: blocks.default(6).describe('Blocks of the easiest problems.'),
    maxBlocks: blocks.default(9).describe('Blocks of the hardest problems.'),
  })
  .refine((given) => given.minBlocks <= given.maxBlocks, {
    path: ['maxBlocks'],
    message: 'must not be below minBlocks',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const small: BlocksworldOptions = { minBlocks: 3, maxBlocks: 5 };
 */
export type BlocksworldOptions = z.output<typeof optionsSchema>;
