import type { WrittenProblem } from '@touchstone-rl/core';
import { blockText, slotText, timeText, type Meeting, type Participant } from './calendar.ts';
import { constrainedness, countSlots, earliestSlot, GRANULARITY } from './slots.ts';
import type { CalendarStratum } from './draw.ts';

/** The sentence that stands for an answer when no time will do. */
export const NO_SLOT = 'No common time slot available';

/** Writes a meeting that can be held. The gold is the earliest slot, which is right with and without priority. */
export function write(meeting: Meeting, { tenths }: CalendarStratum): WrittenProblem {
  return {
    prompt: promptOf(meeting),
    gold: slotText(earliestSlot(meeting)!),
    meta: {
      difficulty: tenths / 10,
      constrainedness: constrainedness(countSlots(meeting)),
      ...metaOf(meeting),
    },
  };
}

/** The meeting in the fields of the data set microsoft/ba-calendar, from which the verifier reads it back. */
function metaOf(meeting: Meeting): Record<string, unknown> {
  const { participants, days, duration, buffer, noWeekends, notBefore, notAfter, blocked, highPriority } =
    meeting;
  const availability = participants.map(({ name, free }) => {
    return [name, Object.fromEntries(days.map((day) => [day, (free[day] ?? []).map(blockText)]))] as const;
  });
  return {
    constraints: {
      meeting_duration: duration,
      buffer_time_before_and_after_meeting: buffer ?? null,
      no_meetings_on_weekends: noWeekends,
      no_meetings_before: notBefore ?? null,
      no_meetings_after: notAfter ?? null,
      no_meetings_during_specific_times: blocked ? blockText(blocked) : null,
      high_priority_meeting: highPriority,
    },
    availability: Object.fromEntries(availability),
    params: { days_of_week: days, granularity: GRANULARITY },
  };
}

/** The problem in words, with the answer in the form that the report's benchmark asks for. */
function promptOf(meeting: Meeting): string {
  return `You schedule meetings. Find a day and a time at which all participants can meet and every constraint holds.

When the participants are free:
${meeting.participants.map((each) => participantText(each, meeting)).join('\n')}

Constraints:
${constraintTexts(meeting)
  .map((text) => `- ${text}`)
  .join('\n')}

Write "Reason:" and your reasoning, then end with a line of the form
Final Answer: [day] [start]-[end]
such as "Monday 09:00-09:45" with the times of your choice. If no time is possible, end with
Final Answer: ${NO_SLOT}`;
}

function participantText({ name, free }: Participant, { days }: Meeting): string {
  const lines = days.map((day) => {
    const blocks = free[day] ?? [];
    return `  ${day}: ${blocks.length ? blocks.map(blockText).join(', ') : 'not free'}`;
  });
  return `${name}\n${lines.join('\n')}`;
}

function constraintTexts(meeting: Meeting): string[] {
  const { duration, buffer, noWeekends, notBefore, notAfter, blocked, highPriority } = meeting;
  return [
    `The meeting lasts ${duration} minutes.`,
    buffer !== undefined && bufferText(buffer),
    noWeekends && 'No meeting on Saturday or Sunday.',
    notBefore !== undefined && `No meeting begins before ${timeText(notBefore * 60)}.`,
    notAfter !== undefined && `No meeting ends after ${timeText(notAfter * 60)}.`,
    blocked && `No meeting overlaps ${blockText(blocked)} on any day; it may end or begin at these times.`,
    highPriority &&
      'The meeting has high priority: it takes place at the earliest possible time of the week, which begins on Monday.',
  ].filter((text) => typeof text === 'string');
}

function bufferText(buffer: number): string {
  const example = blockText({ start: 9 * 60 - buffer, end: 10 * 60 + buffer });
  return `Everyone needs ${buffer} minutes free before and after the meeting: for 09:00-10:00, everyone is free during ${example}. The other constraints are about the meeting without these minutes.`;
}
