import { correct, incorrect, unverifiable, type Seed, type Verdict } from '@touchstone-rl/core';
import { slotText, type Meeting, type Slot } from './calendar.ts';
import { CHECKS, checkSlot, failAll, fractionPassed, type CheckResults } from './checks.ts';
import { meetingOf } from './meta.ts';
import { readAnswer } from './read-answer.ts';
import { earliestSlot } from './slots.ts';
import { NO_SLOT } from './write.ts';

/**
 * Judges a slot by the meeting in `meta`: every slot that passes all checks is right, whatever the gold.
 *
 * @example
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: 'When can they meet?' }], domain: 'calendar', verifier: 'calendar',
 *   meta: {
 *     constraints: { meeting_duration: 30 },
 *     availability: { Anna: { Monday: ['09:00-11:00'] }, Ben: { Monday: ['09:30-12:00'] } },
 *   },
 * };
 * judge('Monday 09:30-10:00', seed).verdict; // 'correct'
 * judge('Monday 09:00-09:30', seed).reason; // 'Ben is not free on Monday 09:00-09:30'
 */
export function judge(text: string, seed: Seed): Verdict {
  const meeting = meetingOf(seed);
  if (typeof meeting === 'string') return unverifiable(meeting);
  const answer = readAnswer(text);
  if (answer.kind === 'slot') return judgeSlot(answer.slot, meeting);
  if (answer.kind === 'none') return judgeNone(meeting);
  return incorrect(answer.problem, { evidence: evidenceOf(failAll(meeting, answer.problem)) });
}

function judgeSlot(slot: Slot, meeting: Meeting): Verdict {
  const results = checkSlot(slot, meeting);
  const extracted = slotText(slot);
  const faults = CHECKS.flatMap((name) => {
    const made = results[name];
    return made && !made.passed ? [made.reason] : [];
  });
  const evidence = evidenceOf(results);
  if (faults.length > 0) return incorrect(faults.join('; '), { extracted, evidence });
  const made = CHECKS.filter((name) => results[name] !== null).length;
  return correct(`all ${made} checks pass`, { extracted, evidence });
}

/** That there is no slot is right exactly when there is none; the generator makes no such problem. */
function judgeNone(meeting: Meeting): Verdict {
  const possible = earliestSlot(meeting);
  if (!possible) return correct('no time is possible', { extracted: NO_SLOT });
  const reason = `a time is possible: ${slotText(possible)}`;
  return incorrect(reason, { extracted: NO_SLOT, evidence: evidenceOf(failAll(meeting, reason)) });
}

/** `checks` as in the report's metric: 1, 0, or null for a constraint that is not made. */
function evidenceOf(results: CheckResults): Record<string, unknown> {
  const checks = CHECKS.map((name) => [name, results[name] && Number(results[name].passed)] as const);
  return { checks: Object.fromEntries(checks), credit: fractionPassed(results) };
}
