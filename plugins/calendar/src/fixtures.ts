import type { Seed } from '@touchstone-rl/core';

/** A hand-made meeting with every constraint. The only times on Monday are 10:15-10:45 to 10:30-11:00. */
export const meta = {
  constraints: {
    meeting_duration: 30,
    buffer_time_before_and_after_meeting: 15,
    no_meetings_on_weekends: true,
    no_meetings_before: 10,
    no_meetings_after: 16,
    no_meetings_during_specific_times: '11:00-12:00',
    high_priority_meeting: true,
  },
  availability: {
    Ada: { Monday: ['09:00-11:15', '14:00-14:30'], Sunday: ['08:00-18:00'] },
    Bela: { Monday: ['10:00-18:00'], Sunday: ['08:00-18:00'] },
  },
  params: { days_of_week: ['Monday', 'Sunday'], granularity: 5 },
};

export const seed: Seed = {
  id: 'calendar:fixture',
  prompt: [{ role: 'user', content: 'by hand' }],
  gold: 'Monday 10:15-10:45',
  domain: 'calendar',
  verifier: 'calendar',
  meta,
};

/** The same meeting with some constraints changed; a gold is not needed to judge. */
export function changed(constraints: Record<string, unknown>, others: Record<string, unknown> = {}): Seed {
  return { ...seed, meta: { ...meta, constraints: { ...meta.constraints, ...constraints }, ...others } };
}

/** An answer with what the verifier must say of it. */
export interface Judged {
  readonly name: string;
  readonly completion: string;
  readonly seed?: Seed;
  readonly reason: string;
}

const line = (answer: string): string => `Reason: it fits.\nFinal Answer: ${answer}`;
const relaxed = changed({ high_priority_meeting: false });
const impossible = changed({ meeting_duration: 300 });

export const full: readonly Judged[] = [
  { name: 'the gold', completion: line('Monday 10:15-10:45'), reason: 'all 8 checks pass' },
  { name: 'bold text', completion: '**Final Answer:** Monday 10:15-10:45', reason: 'all 8 checks pass' },
  { name: 'brackets', completion: line('[Monday] [10:15]-[10:45]'), reason: 'all 8 checks pass' },
  { name: 'the next line', completion: 'Final Answer:\nmonday, 10:15 – 10:45.', reason: 'all 8 checks pass' },
  {
    name: 'a later time without priority',
    completion: line('Monday 10:20-10:50'),
    seed: relaxed,
    reason: 'all 7 checks pass',
  },
  {
    name: 'that nothing is possible, where nothing is',
    completion: line('No common time slot available.'),
    seed: impossible,
    reason: 'no time is possible',
  },
  {
    name: 'an end at the last hour',
    completion: line('Monday 15:30-16:00'),
    seed: changed({ high_priority_meeting: false }, { availability: { Ada: { Monday: ['15:00-17:00'] } } }),
    reason: 'all 7 checks pass',
  },
  {
    name: 'a time that touches the blocked one',
    completion: line('Monday 10:30-11:00'),
    seed: relaxed,
    reason: 'all 7 checks pass',
  },
];

/** One answer for each constraint that it breaks; the credit is the share of the checks that it passes. */
export const partial: readonly (Judged & { readonly credit: number })[] = [
  {
    name: 'somebody who is busy',
    completion: line('Monday 13:30-14:00'),
    seed: relaxed,
    reason: 'Ada is not free on Monday 13:30-14:00; Ada is not free for 15 minutes before and after',
    credit: 5 / 7,
  },
  {
    name: 'too short a meeting',
    completion: line('Monday 10:15-10:30'),
    seed: relaxed,
    reason: 'it lasts 15 minutes, not 30',
    credit: 6 / 7,
  },
  {
    name: 'no time around the meeting',
    completion: line('Monday 14:00-14:30'),
    seed: relaxed,
    reason: 'Ada is not free for 15 minutes before and after',
    credit: 6 / 7,
  },
  {
    name: 'a weekend',
    completion: line('Sunday 12:00-12:30'),
    seed: relaxed,
    reason: 'Sunday is on the weekend',
    credit: 6 / 7,
  },
  {
    name: 'too early an hour',
    completion: line('Sunday 09:30-10:00'),
    seed: changed({ high_priority_meeting: false, no_meetings_on_weekends: false }),
    reason: 'it begins before 10:00',
    credit: 5 / 6,
  },
  {
    name: 'too late an hour',
    completion: line('Sunday 15:45-16:15'),
    seed: changed({ high_priority_meeting: false, no_meetings_on_weekends: null }),
    reason: 'it ends after 16:00',
    credit: 5 / 6,
  },
  {
    name: 'a blocked time',
    completion: line('Sunday 10:45-11:15'),
    seed: changed({ high_priority_meeting: false, no_meetings_on_weekends: false }),
    reason: 'it overlaps 11:00-12:00',
    credit: 5 / 6,
  },
  {
    name: 'a time that is not the earliest',
    completion: line('Monday 10:20-10:50'),
    reason: 'Monday 10:15-10:45 is the earliest possible time',
    credit: 7 / 8,
  },
  {
    name: 'a day on which nobody has an entry',
    completion: line('Tuesday 10:15-10:45'),
    seed: relaxed,
    reason: 'Ada and Bela are not free on Tuesday 10:15-10:45',
    credit: 5 / 7,
  },
];

export const zero: readonly Judged[] = [
  {
    name: 'that nothing is possible',
    completion: line('No common time slot available'),
    reason: 'a time is possible: Monday 10:15-10:45',
  },
];

export const malformed: readonly Judged[] = [
  { name: 'no answer', completion: 'I do not know.', reason: 'no final answer: expected' },
  { name: 'no day', completion: line('10:15-10:45'), reason: '"10:15-10:45" is not a day of the week' },
  { name: 'no end', completion: line('Monday 10:15'), reason: '"10:15" is not a time from start to end' },
  {
    name: 'an end before the start',
    completion: line('Monday 10:45-10:15'),
    reason: 'is not a time from start to end',
  },
  { name: 'minute 75', completion: line('Monday 10:75-11:05'), reason: 'is not a time from start to end' },
  { name: 'hour 25', completion: line('Monday 25:00-25:30'), reason: 'is not a time from start to end' },
  {
    name: 'hours of noon',
    completion: line('Monday 10:15-10:45 AM'),
    reason: 'is not a time from start to end',
  },
  {
    name: 'an explanation',
    completion: line(`Monday ${'is fine '.repeat(20)}`),
    reason: 'not a day and a time',
  },
];

export const hostile: readonly Judged[] = [
  {
    name: 'two different times',
    completion: `${line('Monday 10:15-10:45')}\n${line('Monday 10:20-10:50')}`,
    reason: 'two different final answers: "Monday 10:15-10:45" and "Monday 10:20-10:50"',
  },
  {
    name: 'a time and that there is none',
    completion: `${line('Monday 10:15-10:45')}\n${line('No common time slot available')}`,
    reason: 'two different final answers',
  },
  {
    name: 'two times in one line',
    completion: line('Monday 10:15-10:45 or 10:20-10:50'),
    reason: 'is not a time',
  },
  {
    name: 'the answer inside the thought only',
    completion: `<think>${line('Monday 10:15-10:45')}</think> as I said`,
    reason: 'stands inside the thought only',
  },
  { name: 'a huge number', completion: line(`Monday ${'9'.repeat(60)}:00-10:45`), reason: 'is not a time' },
  { name: 'a name of Object.prototype', completion: line('constructor 10:15-10:45'), reason: 'is not a day' },
];

/** Options that are refused, with a word of the reason. */
export const malformedOptions: readonly [options: Record<string, unknown>, reason: string][] = [
  [{ minParticipants: 7 }, 'maxParticipants'],
  [{ maxDays: 8 }, 'maxDays'],
  [{ minConstrainedness: 0.25 }, 'minConstrainedness'],
  [{ minConstrainedness: 0.5, maxConstrainedness: 0.4 }, 'maxConstrainedness'],
  [{ days: 3 }, 'days'],
];

/** A case as the plugin kit takes it. */
const answerCase = ({ name, completion, seed: own = seed }: Judged): Record<string, unknown> => ({
  name,
  completion,
  ...(own === seed && { gold: own.gold }),
  seed: own,
});

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  seed,
  malformedOptions: malformedOptions.map(([options]) => options),
  correct: full.map(answerCase),
  incorrect: [...partial, ...zero, ...malformed].map(answerCase),
  neverCorrect: hostile.map(answerCase),
};
