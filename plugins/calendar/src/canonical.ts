import { fingerprint } from '@touchstone-rl/core';
import { blockText, type Meeting } from './calendar.ts';

/** A text that does not change when participants are renamed or change places. */
export function canonicalForm({ participants, days, ...constraints }: Meeting): string {
  const calendars = participants.map(({ free }) =>
    days.map((day) => `${day} ${(free[day] ?? []).map(blockText).join()}`).join(';'),
  );
  return fingerprint(`${calendars.sort().join('\n')}\n${JSON.stringify(constraints)}`);
}
