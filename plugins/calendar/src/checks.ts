import { blockText, isWeekend, slotText, timeText, type Meeting, type Slot } from './calendar.ts';
import { earliestSlot, isInside } from './slots.ts';

/** The checks of the report's benchmark, in the order in which faults are reported. */
export const CHECKS = [
  'format',
  'availability',
  'duration',
  'buffer',
  'weekend',
  'restrictions',
  'specific_times',
  'priority',
] as const;

/**
 * One of the checks of BA-Calendar.
 *
 * @example
 * const failed = (results: CheckResults, name: CheckName): boolean => results[name]?.passed === false;
 */
export type CheckName = (typeof CHECKS)[number];

/**
 * A check that passed, one that failed and why, or one whose constraint is not made.
 *
 * @example
 * const reasonOf = (result: CheckResult): string => (result && !result.passed ? result.reason : '');
 */
export type CheckResult =
  { readonly passed: true } | { readonly passed: false; readonly reason: string } | null;

/**
 * The result of each check of an answer.
 *
 * @example
 * const buffersKept = (all: readonly CheckResults[]): number =>
 *   all.filter(({ buffer }) => buffer?.passed).length;
 */
export type CheckResults = Readonly<Record<CheckName, CheckResult>>;

const PASSED = { passed: true } as const;

/**
 * Makes every check of a slot. Each looks at its own constraint alone.
 *
 * @example
 * const meeting = drawMeeting(randomStream(8, 'meetings'), { name: '0.3', tenths: 3 }, optionsSchema.parse({}));
 * const slot: Slot = { day: 'Saturday', start: 600, end: 630 };
 * if (meeting) console.log(checkSlot(slot, meeting).duration); // { passed: false, reason: 'it lasts 30 minutes, not 15' }
 */
export function checkSlot(slot: Slot, meeting: Meeting): CheckResults {
  return {
    format: PASSED,
    availability: result(checkFree(slot, meeting, 0)),
    duration: result(checkDuration(slot, meeting)),
    buffer: meeting.buffer === undefined ? null : result(checkFree(slot, meeting, meeting.buffer)),
    weekend: meeting.noWeekends ? result(isWeekend(slot.day) && `${slot.day} is on the weekend`) : null,
    restrictions: checkHours(slot, meeting),
    specific_times: checkBlocked(slot, meeting),
    priority: meeting.highPriority ? result(checkPriority(slot, meeting)) : null,
  };
}

/** Every check of an answer that is no slot: none passes whose constraint is made. */
export function failAll(meeting: Meeting, reason: string): CheckResults {
  const made = checkSlot({ day: 'Monday', start: 0, end: 1 }, meeting);
  const failed = CHECKS.map((name) => [name, made[name] && { passed: false, reason }] as const);
  return Object.fromEntries(failed) as Record<CheckName, CheckResult>;
}

/**
 * The share of the checks made that passed: the report's fraction passed.
 *
 * @example
 * const passed = { passed: true } as const;
 * const results: CheckResults = {
 *   format: passed, availability: passed, duration: { passed: false, reason: 'it lasts 30 minutes, not 15' },
 *   buffer: null, weekend: null, restrictions: passed, specific_times: null, priority: null,
 * };
 * fractionPassed(results); // 0.75
 */
export function fractionPassed(results: CheckResults): number {
  const made = CHECKS.flatMap((name) => results[name] ?? []);
  return made.filter(({ passed }) => passed).length / made.length;
}

function checkFree(slot: Slot, { participants }: Meeting, buffer: number): string | undefined {
  const needed = { start: slot.start - buffer, end: slot.end + buffer };
  const absent = participants.filter(({ free }) => !isInside(needed, free[slot.day]));
  if (absent.length === 0) return undefined;
  const who = namesText(absent.map(({ name }) => name));
  const are = absent.length === 1 ? 'is' : 'are';
  return buffer === 0
    ? `${who} ${are} not free on ${slotText(slot)}`
    : `${who} ${are} not free for ${buffer} minutes before and after`;
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => name.slice(0, 40));
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
}

function checkDuration({ start, end }: Slot, { duration }: Meeting): string | undefined {
  return end - start === duration ? undefined : `it lasts ${end - start} minutes, not ${duration}`;
}

function checkHours({ start, end }: Slot, { notBefore, notAfter }: Meeting): CheckResult {
  if (notBefore === undefined && notAfter === undefined) return null;
  const early = notBefore !== undefined && start < notBefore * 60;
  const late = notAfter !== undefined && end > notAfter * 60;
  if (early) return { passed: false, reason: `it begins before ${timeText(notBefore * 60)}` };
  return late ? { passed: false, reason: `it ends after ${timeText(notAfter * 60)}` } : PASSED;
}

function checkBlocked({ start, end }: Slot, { blocked }: Meeting): CheckResult {
  if (!blocked) return null;
  return result(start < blocked.end && end > blocked.start && `it overlaps ${blockText(blocked)}`);
}

function checkPriority(slot: Slot, meeting: Meeting): string | undefined {
  const earliest = earliestSlot(meeting);
  if (!earliest) return 'no time is possible';
  return slotText(earliest) === slotText(slot)
    ? undefined
    : `${slotText(earliest)} is the earliest possible time`;
}

function result(fault: string | false | undefined): CheckResult {
  return fault ? { passed: false, reason: fault } : PASSED;
}
