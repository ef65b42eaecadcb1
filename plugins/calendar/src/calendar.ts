/** Days in the order of the week; `earliest` means in this order. */
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/**
 * A day of the week.
 *
 * @example
 * const weekend: Day[] = ['Saturday', 'Sunday'];
 */
export type Day = (typeof DAYS)[number];

/**
 * Minutes of the day from start to end.
 *
 * @example
 * const morning: Block = { start: 9 * 60, end: 12 * 60 }; // 09:00-12:00
 */
export interface Block {
  readonly start: number;
  readonly end: number;
}

/**
 * Someone who takes part, and when they are free.
 *
 * @example
 * const anna: Participant = { name: 'Anna', free: { Monday: [{ start: 540, end: 660 }] } }; // 09:00-11:00
 */
export interface Participant {
  readonly name: string;
  /** Free time by day. A day that is missing has none. */
  readonly free: Readonly<Partial<Record<Day, readonly Block[]>>>;
}

/**
 * A meeting to be scheduled. `undefined` stands for a constraint that is not made; 0 o'clock is an hour.
 *
 * @example
 * const meeting: Meeting = {
 *   participants: [{ name: 'Anna', free: { Monday: [{ start: 540, end: 660 }] } }],
 *   days: ['Monday'], duration: 30, buffer: 15, noWeekends: false,
 *   notBefore: undefined, notAfter: 11, blocked: undefined, highPriority: true,
 * };
 * earliestSlot(meeting); // { day: 'Monday', start: 555, end: 585 }
 */
export interface Meeting {
  readonly participants: readonly Participant[];
  /** Days to choose from, in the order of the week. */
  readonly days: readonly Day[];
  /** Minutes. */
  readonly duration: number;
  /** Minutes that everybody needs free before and after. */
  readonly buffer: number | undefined;
  readonly noWeekends: boolean;
  /** Hour before which the meeting may not begin. */
  readonly notBefore: number | undefined;
  /** Hour after which the meeting may not end; it may end at that hour. */
  readonly notAfter: number | undefined;
  /** Time of every day that the meeting may touch but not overlap. */
  readonly blocked: Block | undefined;
  /** Whether only the earliest possible time will do. */
  readonly highPriority: boolean;
}

/**
 * A day and a time.
 *
 * @example
 * const slot: Slot = { day: 'Monday', start: 540, end: 570 }; // Monday 09:00-09:30
 */
export interface Slot extends Block {
  readonly day: Day;
}

export function isWeekend(day: Day): boolean {
  return day === 'Saturday' || day === 'Sunday';
}

/** `09:05` */
export function timeText(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** `09:05-10:00` */
export function blockText({ start, end }: Block): string {
  return `${timeText(start)}-${timeText(end)}`;
}

/** `Monday 09:05-10:00` */
export function slotText(slot: Slot): string {
  return `${slot.day} ${blockText(slot)}`;
}

/** Reads `9:05-10:00`; `undefined` when it is no time of one day, or does not end after it starts. */
export function readBlock(text: string): Block | undefined {
  const found = /^\s?(\d{1,2}):(\d{2})\s?[-–—]\s?(\d{1,2}):(\d{2})\s?$/.exec(text);
  if (!found) return undefined;
  const [startHour, startMinute, endHour, endMinute] = found.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (startMinute > 59 || endMinute > 59) return undefined;
  const start = startHour * 60 + startMinute;
  const end = endHour * 60 + endMinute;
  return end > start && end <= 24 * 60 ? { start, end } : undefined;
}
