import { DAYS, readBlock, type Slot } from './calendar.ts';
import { NO_SLOT } from './write.ts';

/**
 * An answer as it was read: a slot, the claim that there is none, or why it cannot be read.
 *
 * @example
 * const answer: CalendarAnswer = { kind: 'slot', slot: { day: 'Monday', start: 540, end: 570 } };
 */
export type CalendarAnswer =
  | { readonly kind: 'slot'; readonly slot: Slot }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** An answer is a day and a time; anything longer is something else. Characters. */
const LONGEST = 100;

/**
 * Reads `Monday 09:00-09:30`, with or without square brackets, or the sentence that says that there is no slot.
 *
 * @example
 * readAnswer('[Monday 09:00-09:30]'); // { kind: 'slot', slot: { day: 'Monday', start: 540, end: 570 } }
 * readAnswer('No common time slot available'); // { kind: 'none' }
 */
export function readAnswer(text: string): CalendarAnswer {
  if (text.length > LONGEST)
    return unreadable(`the answer has ${text.length} characters, not a day and a time`);
  const plain = text.replaceAll('[', '').replaceAll(']', '').trim().replace(/\.$/, '');
  if (plain.toLowerCase() === NO_SLOT.toLowerCase()) return { kind: 'none' };
  const space = plain.search(/[\s,]/);
  const word = space === -1 ? plain : plain.slice(0, space);
  const day = DAYS.find((name) => name.toLowerCase() === word.toLowerCase());
  if (!day) return unreadable(`"${word}" is not a day of the week`);
  const time = plain.slice(word.length).replace(/^[\s,]+/, '');
  const block = readBlock(time);
  if (!block) return unreadable(`"${time}" is not a time from start to end such as 09:00-09:30`);
  return { kind: 'slot', slot: { day, ...block } };
}

function unreadable(problem: string): CalendarAnswer {
  return { kind: 'unreadable', problem };
}
