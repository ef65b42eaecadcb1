import { defineDomain } from '@touchstone-rl/core';
import { canonicalForm } from './canonical.ts';
import { drawMeeting, strataOf } from './draw.ts';
import { judge } from './judge.ts';
import { optionsSchema } from './options.ts';
import { write } from './write.ts';

export type { Block, Day, Meeting, Participant, Slot } from './calendar.ts';
export { checkSlot, fractionPassed, type CheckName, type CheckResult, type CheckResults } from './checks.ts';
export { drawMeeting, type CalendarStratum } from './draw.ts';
export { judge } from './judge.ts';
export { meetingOf } from './meta.ts';
export { optionsSchema, type CalendarOptions } from './options.ts';
export { readAnswer, type CalendarAnswer } from './read-answer.ts';
export { constrainedness, countSlots, earliestSlot, type SlotCounts } from './slots.ts';

/**
 * Scheduling: meetings under eight kinds of constraints, graded by how many slots these rule out, a verifier
 * that names the constraint and the participant, and the benchmark BA-Calendar of the Phi-4-reasoning report
 * (arXiv 2504.21318, section 5) in its size of 2,000. With `partialCredit`, the reward term
 * `calendar-passed` is added.
 *
 * @example
 * defineConfig({ plugins: [['calendar', { maxConstrainedness: 0.5 }]], data: { source: 'calendar' } });
 */
export default defineDomain({
  name: 'calendar',
  options: optionsSchema,
  strata: strataOf,
  draw: drawMeeting,
  canonical: canonicalForm,
  write,
  forms: ['line', 'tag', 'box'],
  judge,
  credit: { term: 'calendar-passed', enabled: ({ partialCredit }) => partialCredit },
  benchmark: {
    description: 'BA-Calendar: meetings by constrainedness from 0.2 to 0.9, 2,000 problems',
    size: 2000,
    samples: 5,
    options: optionsSchema.parse({}),
  },
});
