import { callerInPlugin } from './frames.ts';
import { wrapFunction } from './wrap.ts';

/** What calls left behind. */
export interface Leavings {
  /** Message of the first promise that was rejected while nobody waited for it. */
  readonly rejection?: string;
  /** Where a timer was started that still keeps the process alive. */
  readonly timer?: string;
  /** Built-ins that are not what they were, e.g. `Array.prototype.last`. */
  readonly builtins: readonly string[];
}

/** Compares what there is after the calls with what there was before them. */
export interface LeavingsWatch {
  /** Takes what there is now for what was there before. */
  start(): void;
  look(): Promise<Leavings>;
}

/** Objects that everything else in a process shares. */
const SHARED: Readonly<Record<string, object>> = {
  globalThis,
  Math,
  JSON,
  Reflect,
  ...Object.fromEntries(
    [Object, Array, String, Number, Boolean, RegExp, Map, Set, Promise, Function, Error].flatMap((one) => [
      [one.name, one],
      [`${one.name}.prototype`, one.prototype as object],
    ]),
  ),
};

/** Watches one thread. Installed before the plugin is imported, and only in a thread that has no other work. */
export function installLeavingsWatch(): LeavingsWatch {
  let rejection: string | undefined;
  let timers = 0;
  let before = new Map<string, unknown>();
  const places = new Set<string>();
  process.on('unhandledRejection', (reason) => {
    rejection ??= reason instanceof Error ? reason.message : String(reason);
  });
  for (const name of ['setTimeout', 'setInterval']) {
    wrapFunction(globalThis, name, () => {
      const place = callerInPlugin();
      if (place) places.add(`${name} at ${place}`);
    });
  }
  return {
    start() {
      [rejection, timers, before] = [undefined, activeTimers(), builtins()];
      places.clear();
    },
    async look() {
      // A promise counts as rejected in vain once its microtasks are over.
      await new Promise((resolve) => setImmediate(resolve));
      const left = activeTimers() > timers ? [...places].at(-1) : undefined;
      return {
        ...(rejection !== undefined && { rejection }),
        ...(left !== undefined && { timer: left }),
        builtins: changed(before, builtins()),
      };
    },
  };
}

/** Timers that keep the process alive. */
function activeTimers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

/** Every function and value of the shared objects. */
function builtins(): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [owner, object] of Object.entries(SHARED)) {
    for (const [key, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
      // Node makes some of its globals when they are first asked for.
      found.set(`${owner}.${key}`, object === globalThis ? true : (get ?? (value as unknown)));
    }
  }
  return found;
}

function changed(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.has(name) !== after.has(name) || !Object.is(before.get(name), after.get(name)),
  );
}
