import { z } from 'zod';

const participants = z.int().min(1).max(12);
const constrainedness = z.number().min(0).max(0.9).multipleOf(0.1);

/**
 * The options of the calendar domain.
 *
 * @example
 * optionsSchema.parse({ maxParticipants: 3 }).minConstrainedness; // 0.2
 */
export const optionsSchema = z
  .strictObject({
    minParticipants: participants.default(2).describe('Fewest participants of a meeting.'),
    maxParticipants: participants.default(6).describe('Most participants of a meeting.'),
    maxDays: z.int().min(1).max(7).default(7).describe('Most days of the week to choose from.'),
    minConstrainedness: constrainedness
      .default(0.2)
      .describe(
        'Bucket of the easiest problems: the share of slots that the constraints rule out, in tenths.',
      ),
    maxConstrainedness: constrainedness.default(0.9).describe('Bucket of the hardest problems.'),
    partialCredit: z
      .boolean()
      .default(false)
      .describe('Adds the reward term `calendar-passed`: the fraction of checks that an answer passes.'),
  })
  .refine((given) => given.minParticipants <= given.maxParticipants, {
    path: ['maxParticipants'],
    message: 'must not be below minParticipants',
  })
  .refine((given) => given.minConstrainedness <= given.maxConstrainedness, {
    path: ['maxConstrainedness'],
    message: 'must not be below minConstrainedness',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const easy: CalendarOptions = optionsSchema.parse({ maxParticipants: 3, maxConstrainedness: 0.4 });
 * easy.partialCredit; // false
 */
export type CalendarOptions = z.output<typeof optionsSchema>;
