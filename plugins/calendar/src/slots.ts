import { isWeekend, type Block, type Day, type Meeting, type Slot } from './calendar.ts';

/** Grid on which slots are counted, in minutes. */
export const GRANULARITY = 5;

/** Minutes at which a meeting may start, both ends included. */
interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * When the meeting may start on a day so that every constraint but priority holds. Buffers are free time that
 * each participant needs around the meeting; the other constraints look at the meeting itself.
 */
export function possibleStarts(meeting: Meeting, day: Day): Range[] {
  const { participants, duration, buffer = 0, notBefore, notAfter, blocked } = meeting;
  if (meeting.noWeekends && isWeekend(day)) return [];
  let ranges: Range[] = [
    { low: (notBefore ?? 0) * 60, high: (notAfter === undefined ? 24 * 60 : notAfter * 60) - duration },
  ];
  if (blocked) {
    const around = [
      { low: 0, high: blocked.start - duration },
      { low: blocked.end, high: 24 * 60 },
    ];
    ranges = intersect(ranges, around);
  }
  for (const { free } of participants) {
    const own: Range[] = [];
    for (const { start, end } of free[day] ?? []) {
      const range = { low: start + buffer, high: end - buffer - duration };
      if (range.low <= range.high) own.push(range);
    }
    ranges = intersect(ranges, merged(own, 1));
    if (ranges.length === 0) break;
  }
  return ranges.filter(({ low, high }) => low <= high);
}

/**
 * The earliest slot that keeps every constraint; `undefined` when there is none.
 *
 * @example
 * const meeting = drawMeeting(randomStream(8, 'meetings'), { name: '0.3', tenths: 3 }, optionsSchema.parse({}));
 * if (meeting) console.log(earliestSlot(meeting)); // { day: 'Saturday', start: 460, end: 475 }
 */
export function earliestSlot(meeting: Meeting): Slot | undefined {
  for (const day of meeting.days) {
    const [first] = possibleStarts(meeting, day);
    if (first) return { day, start: first.low, end: first.low + meeting.duration };
  }
  return undefined;
}

/**
 * How many slots the constraints leave, of how many in which anybody at all is free; on the grid of minutes.
 *
 * @example
 * const counts: SlotCounts = { possible: 84, all: 139 };
 */
export interface SlotCounts {
  readonly possible: number;
  readonly all: number;
}

/**
 * Counts slots over all days. Priority is left out: it chooses among possible slots.
 *
 * @example
 * const meeting = drawMeeting(randomStream(8, 'meetings'), { name: '0.3', tenths: 3 }, optionsSchema.parse({}));
 * if (meeting) console.log(countSlots(meeting, 15)); // { possible: 28, all: 47 }
 */
export function countSlots(meeting: Meeting, granularity = GRANULARITY): SlotCounts {
  let possible = 0;
  let all = 0;
  for (const day of meeting.days) {
    possible += onGrid(possibleStarts(meeting, day), granularity);
    const blocks = meeting.participants.flatMap(({ free }) => free[day] ?? []);
    const union = merged(
      blocks.map(({ start, end }) => ({ low: start, high: end })),
      0,
    );
    const starts = union.map(({ low, high }) => ({ low, high: high - meeting.duration }));
    all += onGrid(starts, granularity);
  }
  return { possible, all };
}

/**
 * `1 - possible / all`, the report's measure; 1 where nobody is ever free.
 *
 * @example
 * constrainedness({ possible: 30, all: 120 }); // 0.75
 */
export function constrainedness({ possible, all }: SlotCounts): number {
  return all === 0 ? 1 : 1 - possible / all;
}

/** The measure rounded down to tenths, as a number of tenths: 9 for 0.9 up to 1, 10 for 1. Exact. */
export function bucketOf({ possible, all }: SlotCounts): number {
  return all === 0 ? 10 : Math.floor((10 * (all - possible)) / all);
}

function onGrid(ranges: readonly Range[], granularity: number): number {
  return ranges.reduce((sum, { low, high }) => {
    return sum + Math.max(0, Math.floor(high / granularity) - Math.ceil(low / granularity) + 1);
  }, 0);
}

/** Common parts of two lists of disjoint ranges in order. */
function intersect(a: readonly Range[], b: readonly Range[]): Range[] {
  const common: Range[] = [];
  for (const one of a) {
    for (const other of b) {
      const low = Math.max(one.low, other.low);
      const high = Math.min(one.high, other.high);
      if (low <= high) common.push({ low, high });
    }
  }
  return common;
}

/** Ranges in order, those closer than `gap` or overlapping joined, empty ones left out. */
function merged(ranges: readonly Range[], gap: number): readonly Range[] {
  if (isMerged(ranges, gap)) return ranges;
  const sorted = ranges.filter(({ low, high }) => low <= high).sort((a, b) => a.low - b.low);
  const result: { low: number; high: number }[] = [];
  for (const { low, high } of sorted) {
    const last = result.at(-1);
    if (last && low <= last.high + gap) last.high = Math.max(last.high, high);
    else result.push({ low, high });
  }
  return result;
}

/** True of nearly every list of blocks, which then need not be sorted or copied. */
function isMerged(ranges: readonly Range[], gap: number): boolean {
  let end = -Infinity;
  for (const { low, high } of ranges) {
    if (low > high || low <= end + gap) return false;
    end = high;
  }
  return true;
}

/** Whether one of the blocks holds the whole of another. */
export function isInside(inner: Block, blocks: readonly Block[] | undefined): boolean {
  return (blocks ?? []).some(({ start, end }) => start <= inner.start && inner.end <= end);
}
