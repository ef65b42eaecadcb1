import { z } from 'zod';

/** How hard a puzzle is; `LEVELS` in dig.ts says what each asks for. */
const LEVEL_NAMES = ['easy', 'medium', 'hard'] as const;
/**
 * The name of a level of difficulty.
 *
 * @example
 * const levels: LevelName[] = ['easy', 'hard'];
 * levels.map((level) => LEVELS[4][level].emptyCells); // [6, 10]
 */
export type LevelName = (typeof LEVEL_NAMES)[number];

/** The options of the sudoku domain. */
export const optionsSchema = z
  .strictObject({
    size: z
      .union([z.literal(4), z.literal(6), z.literal(9)])
      .default(9)
      .describe('Digits, and cells along a side: 4, 6 (boxes of 2 rows and 3 columns) or 9.'),
    levels: z
      .array(z.enum(LEVEL_NAMES))
      .min(1)
      .default([...LEVEL_NAMES])
      .describe('Levels that take turns.'),
  })
  .refine(({ levels }) => new Set(levels).size === levels.length, {
    path: ['levels'],
    message: 'names a level twice',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: SudokuOptions = { size: 6, levels: ['easy', 'medium'] };
 */
export type SudokuOptions = z.output<typeof optionsSchema>;
/**
 * The number of digits.
 *
 * @example
 * const sizes: Size[] = [4, 6, 9];
 * sizes.map((size) => SHAPES[size].boxColumns); // [2, 3, 3]
 */
export type Size = SudokuOptions['size'];
