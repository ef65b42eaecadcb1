import { z } from 'zod';

/** What can be asked of a map. */
const QUESTIONS = ['direction', 'object', 'count'] as const;
/**
 * A kind of question about a map.
 *
 * @example
 * const question: Question = 'direction'; // Where does one place lie from another?
 */
export type Question = (typeof QUESTIONS)[number];

const objects = z.int().min(6).max(10);

/** The options of the spatial-map domain. */
export const optionsSchema = z
  .strictObject({
    minObjects: objects.default(6).describe('Objects of the easiest maps.'),
    maxObjects: objects.default(9).describe('Objects of the hardest maps.'),
    questions: z
      .array(z.enum(QUESTIONS))
      .min(1)
      .default([...QUESTIONS])
      .describe('Kinds of questions.'),
    maxRelations: z
      .int()
      .min(1)
      .max(5)
      .default(3)
      .describe('Each new object is placed by 1 to this many relations to earlier ones.'),
  })
  .refine((given) => given.minObjects <= given.maxObjects, {
    path: ['maxObjects'],
    message: 'must not be below minObjects',
  })
  .refine(({ questions }) => new Set(questions).size === questions.length, {
    path: ['questions'],
    message: 'names a question twice',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: SpatialMapOptions = { minObjects: 6, maxObjects: 7, questions: ['count'], maxRelations: 3 };
 */
export type SpatialMapOptions = z.output<typeof optionsSchema>;
