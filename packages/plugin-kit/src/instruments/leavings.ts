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
      const left = places.size > 0 && (await timersStay(timers)) ? [...places].at(-1) : undefined;
      return {
        ...(rejection !== undefined && { rejection }),
        ...(left !== undefined && { timer: left }),
        builtins: changed(before, builtins()),
      };
    },
  };
}

/** A timer that ends by itself so soon is none that a run would wait for. */
const PATIENCE_MILLISECONDS = 2000;
const STEP_MILLISECONDS = 50;

/** Whether there are more timers than before, and not only for a moment. */
async function timersStay(before: number): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE_MILLISECONDS; waited += STEP_MILLISECONDS) {
    if (activeTimers() <= before) return false;
    await new Promise((resolve) => originalTimeout(resolve, STEP_MILLISECONDS));
  }
  return activeTimers() > before;
}

const originalTimeout = setTimeout;

/** Timers that keep the process alive. */
function activeTimers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

/**
 * How errors are shown, which compilers and source maps set; what hides shims in the source of functions; and globals by
 * which copies of a library find each other.
 */
const NOBODYS_AFFAIR =
  /^(Error\.(stackTraceLimit|prepareStackTrace)|Function\.prototype\.toString|globalThis\.__.*)$/;
/** What newer versions of Node have and older ones have not: whoever adds it adds what everyone expects. */
const STANDARD =
  /^(globalThis\.(Iterator|AsyncIterator|Temporal|DisposableStack|AsyncDisposableStack|SuppressedError|Float16Array)|Array\.fromAsync|Promise\.(withResolvers|try)|(Object|Map)\.groupBy|Map\.prototype\.getOrInsert(Computed)?|Set\.prototype\.(union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)|RegExp\.escape|Math\.(f16round|sumPrecise)|Error\.isError|JSON\.(rawJSON|isRawJSON)|String\.prototype\.(isWellFormed|toWellFormed))$/;

/** Every function and value of the shared objects. */
function builtins(): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [owner, object] of Object.entries(SHARED)) {
    for (const [key, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
      // Node makes some of its globals when they are first asked for.
      if (NOBODYS_AFFAIR.test(`${owner}.${key}`)) continue;
      found.set(`${owner}.${key}`, object === globalThis ? true : (get ?? (value as unknown)));
    }
  }
  return found;
}

function changed(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] {
  const isShim = (name: string): boolean => !before.has(name) && STANDARD.test(name);
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) =>
      !isShim(name) &&
      (before.has(name) !== after.has(name) || !Object.is(before.get(name), after.get(name))),
  );
}
