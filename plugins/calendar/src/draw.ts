import type { RandomStream } from '@touchstone-rl/core';
import { DAYS, type Block, type Day, type Meeting, type Participant } from './calendar.ts';
import type { CalendarOptions } from './options.ts';
import { bucketOf, countSlots } from './slots.ts';

const NAMES = [
  'Ada',
  'Bela',
  'Chen',
  'Dora',
  'Emil',
  'Fatima',
  'Goran',
  'Hana',
  'Ivan',
  'Jun',
  'Kofi',
  'Lena',
];

/** Free time lies on this grid within these hours. Minutes. */
const GRID = 15;
const OPENS = 7 * 60;
const CLOSES = 19 * 60;

/** Share of days on which the busiest participants have no free time at all. */
const ABSENCE = 0.1;

/**
 * A bucket of constrainedness, in tenths.
 *
 * @example
 * const stratum: CalendarStratum = { name: '0.3', tenths: 3 }; // a constrainedness from 0.3 to below 0.4
 */
export interface CalendarStratum {
  readonly name: string;
  readonly tenths: number;
}

/** The kinds of problems: one for each tenth of constrainedness that the options ask for. */
export function strataOf({ minConstrainedness, maxConstrainedness }: CalendarOptions): CalendarStratum[] {
  const least = Math.round(minConstrainedness * 10);
  const most = Math.round(maxConstrainedness * 10);
  return Array.from({ length: most - least + 1 }, (_, i) => {
    const tenths = least + i;
    return { name: (tenths / 10).toFixed(1), tenths };
  });
}

/**
 * Draws a meeting that can be held; `undefined` when it cannot, or is not in the bucket. The lower the bucket,
 * the freer the participants and the rarer each constraint: otherwise next to no draw would fall into it.
 *
 * @example
 * const options = optionsSchema.parse({});
 * const meeting = drawMeeting(randomStream(8, 'meetings'), { name: '0.3', tenths: 3 }, options);
 * if (meeting) console.log(countSlots(meeting)); // { possible: 84, all: 139 }
 */
export function drawMeeting(
  random: RandomStream,
  { tenths }: CalendarStratum,
  options: CalendarOptions,
): Meeting | undefined {
  const tightness = (tenths + 1) / 10;
  const maybe = <T>(share: number, value: () => T): T | undefined =>
    random.next() < share * tightness ? value() : undefined;
  const count = random.integer(options.minParticipants, options.maxParticipants);
  const days = drawDays(random, options.maxDays);
  const busy = random.next() * tightness ** 2;
  const meeting: Meeting = {
    participants: drawParticipants(random, count, days, busy),
    days,
    duration: random.pick([15, 30, 45, 60, 90]),
    buffer: maybe(0.75, () => random.pick([5, 10, 15])),
    noWeekends: random.next() < 0.5 * tightness,
    notBefore: maybe(0.75, () => random.pick([8, 9, 10])),
    notAfter: maybe(0.75, () => random.pick([16, 17, 18])),
    blocked: maybe(0.5, () => drawBlocked(random)),
    highPriority: random.next() < 0.3,
  };
  const counts = countSlots(meeting);
  return counts.possible > 0 && bucketOf(counts) === tenths ? meeting : undefined;
}

function drawDays(random: RandomStream, most: number): Day[] {
  const chosen = new Set(random.shuffle(DAYS).slice(0, random.integer(1, most)));
  return DAYS.filter((day) => chosen.has(day));
}

function drawParticipants(
  random: RandomStream,
  count: number,
  days: readonly Day[],
  busy: number,
): Participant[] {
  const names = random.shuffle(NAMES).slice(0, count);
  return names.map((name) => {
    const free = days.map((day) => {
      return [day, random.next() < ABSENCE * busy ? [] : drawBlocks(random, busy)] as const;
    });
    return { name, free: Object.fromEntries(free) };
  });
}

/**
 * One to four blocks of free time: the hours of the day, cut short at both ends, with up to three gaps. The
 * busier the participants of a meeting, the more is cut off.
 */
function drawBlocks(random: RandomStream, busy: number): Block[] {
  const most = 1 + Math.floor(busy * 16);
  let start = OPENS + random.integer(0, most) * GRID;
  const close = CLOSES - random.integer(0, most) * GRID;
  const blocks: Block[] = [];
  for (let left = random.integer(1, 4); left > 0 && start < close; left--) {
    const room = (close - start) / GRID;
    const end = left === 1 ? close : start + random.integer(1, room) * GRID;
    blocks.push({ start, end });
    start = end + random.integer(1, most) * GRID;
  }
  return blocks;
}

function drawBlocked(random: RandomStream): Block {
  const start = random.integer(20, 30) * 30;
  return { start, end: start + random.integer(1, 4) * 30 };
}
