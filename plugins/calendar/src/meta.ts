import type { Seed } from '@touchstone-rl/core';
import { z } from 'zod';
import { DAYS, readBlock, type Block, type Day, type Meeting } from './calendar.ts';

/** Absent, null and empty text are no constraint; 0 is a number like others. */
const nothing = (value: unknown): unknown => (value === null || value === '' ? undefined : value);

const block = z.string().transform((text, context): Block => {
  const read = readBlock(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: `"${text.slice(0, 40)}" is not a time such as 09:00-10:00` });
  return z.NEVER;
});
const number = (most: number): z.ZodType<number> =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,4}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(0).max(most));
const optional = <T>(schema: z.ZodType<T>): z.ZodType<T | undefined> =>
  z.preprocess(nothing, schema.optional()) as z.ZodType<T | undefined>;

const constraintsSchema = z.object({
  meeting_duration: number(24 * 60).refine((minutes) => minutes > 0, 'must be above 0'),
  buffer_time_before_and_after_meeting: optional(number(24 * 60)),
  no_meetings_on_weekends: optional(z.boolean()),
  no_meetings_before: optional(number(24)),
  no_meetings_after: optional(number(24)),
  no_meetings_during_specific_times: optional(block),
  high_priority_meeting: optional(z.boolean()),
});

const availabilitySchema = z.record(z.string(), z.partialRecord(z.enum(DAYS), z.array(block)));

const metaSchema = z.object({
  constraints: constraintsSchema,
  availability: availabilitySchema,
  params: z.object({ days_of_week: z.array(z.enum(DAYS)).optional() }).optional(),
});

const known = new WeakMap<Seed, Meeting | string>();

/**
 * The meeting in a seed's `meta`, in the fields of microsoft/ba-calendar, or why there is none. The days are
 * those of `params.days_of_week`, else those on which anybody has an entry, always in the order of the week.
 *
 * @example
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: 'When can Anna meet?' }], domain: 'calendar', verifier: 'calendar',
 *   meta: { constraints: { meeting_duration: 30 }, availability: { Anna: { Monday: ['09:00-11:00'] } } },
 * };
 * const meeting = meetingOf(seed);
 * if (typeof meeting !== 'string') console.log(earliestSlot(meeting)); // { day: 'Monday', start: 540, end: 570 }
 */
export function meetingOf(seed: Seed): Meeting | string {
  const found = known.get(seed) ?? readMeeting(seed);
  known.set(seed, found);
  return found;
}

function readMeeting({ meta }: Seed): Meeting | string {
  const nested = (meta?.['metadata'] as { availability?: unknown } | undefined | null)?.availability;
  const parsed = metaSchema.safeParse({ ...meta, availability: meta?.['availability'] ?? nested });
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    return `the seed's meta holds no meeting: ${path.join('.').slice(0, 80)}: ${message}`;
  }
  const { constraints, availability, params } = parsed.data;
  const participants = Object.entries(availability).map(([name, free]) => ({ name, free }));
  if (participants.length === 0) return "the seed's meta holds no meeting: availability: is empty";
  const named = new Set<Day>(
    params?.days_of_week ?? participants.flatMap(({ free }) => Object.keys(free) as Day[]),
  );
  return {
    participants,
    days: DAYS.filter((day) => named.has(day)),
    duration: constraints.meeting_duration,
    buffer: constraints.buffer_time_before_and_after_meeting,
    noWeekends: constraints.no_meetings_on_weekends ?? false,
    notBefore: constraints.no_meetings_before,
    notAfter: constraints.no_meetings_after,
    blocked: constraints.no_meetings_during_specific_times,
    highPriority: constraints.high_priority_meeting ?? false,
  };
}
