/** How the surroundings differ from what they are; nothing when they do not. */
export interface World {
  /** The clock goes ahead by so many milliseconds. */
  readonly clockMilliseconds?: number;
  /** Variables of the environment that are not set. */
  readonly unset?: ReadonlySet<string>;
  /** The machine's language, and its time zone by so many minutes east of what it is. */
  readonly language?: string;
  readonly zoneMinutes?: number;
}

let current: World = {};

/** The world of the call that is being made. */
export const world = (): World => current;

/** Makes a call in another world: the same code must come to the same result there, or it depends on its surroundings. */
export async function inWorld<T>(other: World, call: () => Promise<T>): Promise<T> {
  current = other;
  try {
    return await call();
  } finally {
    current = {};
  }
}

const MINUTE = 60_000;
const LOCAL_GETTER = /^get(?!UTC|Time$|TimezoneOffset$)/;
const LOCAL_SETTER = /^set(?!UTC|Time$)/;
type Method = (this: Date, ...args: number[]) => unknown;

/** Lets a local function of dates see the time zone of the world. */
export function shiftZone(original: typeof Date, name: string): void {
  const prototype = original.prototype as unknown as Record<string, Method>;
  const method = prototype[name]!;
  const shifted = (date: Date, minutes: number): Date => new original(date.getTime() + minutes * MINUTE);
  const value: Method = function (...args) {
    const { zoneMinutes: minutes } = current;
    if (minutes === undefined) return Reflect.apply(method, this, args);
    if (name === 'getTimezoneOffset') return Number(Reflect.apply(method, this, args)) - minutes;
    const local = shifted(this, minutes);
    const result = Reflect.apply(method, local, args);
    if (!LOCAL_SETTER.test(name)) return result;
    return this.setTime(local.getTime() - minutes * MINUTE);
  };
  if (
    LOCAL_GETTER.test(name) ||
    LOCAL_SETTER.test(name) ||
    /^(getTimezoneOffset|to(Date|Time)?String)$/.test(name)
  ) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}

/** Milliseconds by which a date made of local parts is earlier in the time zone of the world. */
export const zoneMilliseconds = (): number => (current.zoneMinutes ?? 0) * MINUTE;
