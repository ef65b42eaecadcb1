import { z } from 'zod';

/** What can be asked of a maze. */
export const QUESTIONS = ['right-turns', 'turns', 'position'] as const;
/**
 * A kind of question about a maze.
 *
 * @example
 * const question: Question = 'right-turns'; // asks for turns of 90 degrees clockwise
 */
export type Question = (typeof QUESTIONS)[number];

/** The options of the maze domain. */
export const optionsSchema = z
  .strictObject({
    sizes: z
      .array(z.int().min(4).max(20))
      .min(1)
      .default([4, 7, 10])
      .describe('Cells along a side of the mazes, easiest first.'),
    questions: z
      .array(z.enum(QUESTIONS))
      .min(1)
      .default([...QUESTIONS])
      .describe('Kinds of questions.'),
  })
  .refine(({ sizes }) => new Set(sizes).size === sizes.length, {
    path: ['sizes'],
    message: 'names a size twice',
  })
  .refine(({ questions }) => new Set(questions).size === questions.length, {
    path: ['questions'],
    message: 'names a question twice',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: MazeOptions = { sizes: [4, 7], questions: ['right-turns', 'position'] };
 */
export type MazeOptions = z.output<typeof optionsSchema>;
