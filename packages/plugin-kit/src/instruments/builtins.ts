import { callerInPlugin } from './frames.ts';

/** What built-in functions walked over while they were watched. */
export interface BuiltinCount {
  /** Characters and array elements that were looked at, copied or made. */
  elements(): number;
  stop(): void;
}

type Method = (this: never, ...args: never[]) => unknown;
/** Elements that one call cost, from its receiver, arguments and result. */
type Cost = (self: { length: number }, args: readonly unknown[], result: unknown) => number;

const whole: Cost = (self) => self.length;
const made: Cost = (_, __, result) => (result as { length: number } | undefined)?.length ?? 0;
const wholeAndMade: Cost = (self, args, result) => whole(self, args, result) + made(self, args, result);
/** A search starts where it is told to, and ends where it finds. */
const found: Cost = (self, args, result) =>
  result === -1 ? rest(self, args) : Math.max(0, Number(result) - from(args)) + 1;
const foundIncludes: Cost = (self, args, result) =>
  result === true ? String(self).indexOf(String(args[0]), from(args)) - from(args) + 1 : rest(self, args);
const foundLast: Cost = (self, _, result) => self.length - Math.max(0, Number(result));
const from = (args: readonly unknown[]): number => (typeof args[1] === 'number' ? Math.max(0, args[1]) : 0);
const rest = (self: { length: number }, args: readonly unknown[]): number =>
  Math.max(0, self.length - from(args));

/** `slice` of a string copies nothing in V8; every other function here is linear in what its cost names. */
const STRING: Readonly<Record<string, Cost>> = {
  ...all(['split', 'replace', 'replaceAll', 'normalize', 'trim', 'toLowerCase', 'toUpperCase'], whole),
  ...all(['repeat', 'padStart', 'padEnd'], made),
  indexOf: found,
  includes: foundIncludes,
  lastIndexOf: foundLast,
  localeCompare: whole,
};
const ARRAY: Readonly<Record<string, Cost>> = {
  ...all(
    ['join', 'sort', 'toSorted', 'reverse', 'toReversed', 'fill', 'shift', 'unshift', 'toSpliced'],
    whole,
  ),
  ...all(['map', 'filter', 'forEach', 'reduce', 'reduceRight', 'flat', 'flatMap'], whole),
  ...all(['slice', 'splice', 'concat'], made),
  indexOf: found,
  findIndex: (self, _, result) => (result === -1 ? self.length : Number(result) + 1),
  includes: (self, args, result) => (result ? 1 : rest(self, args)),
  lastIndexOf: foundLast,
  copyWithin: whole,
  with: wholeAndMade,
};

function all(names: readonly string[], cost: Cost): Record<string, Cost> {
  return Object.fromEntries(names.map((name) => [name, cost]));
}

/** Replaces built-in functions by ones that add up what they walk over, until `stop`. */
export function countBuiltins(): BuiltinCount {
  let elements = 0;
  const restore: (() => void)[] = [];
  const replace = (owner: object, name: string | symbol, make: (original: Method) => Method): void => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (typeof descriptor?.value !== 'function') return;
    Object.defineProperty(owner, name, { ...descriptor, value: make(descriptor.value as Method) });
    restore.push(() => Object.defineProperty(owner, name, descriptor));
  };
  const count = (owner: object, costs: Readonly<Record<string, Cost>>): void => {
    for (const [name, cost] of Object.entries(costs)) {
      replace(owner, name, (original) => {
        return function (this: never, ...args: never[]) {
          const before =
            typeof this === 'string' ? this : { length: (this as { length?: number }).length ?? 0 };
          const result = Reflect.apply(original, this, args) as unknown;
          elements += cost(before, args, result);
          return result;
        };
      });
    }
  };
  const step = (iterator: object): void =>
    replace(iterator, 'next', (original) => {
      return function (this: never) {
        elements += 1;
        return Reflect.apply(original, this, []);
      };
    });

  count(String.prototype, STRING);
  count(Array.prototype, ARRAY);
  for (const iterable of [[], '', new Map(), new Set()] as Iterable<unknown>[]) {
    step(Object.getPrototypeOf(iterable[Symbol.iterator]()) as object);
  }
  replace(RegExp.prototype, 'exec', (original) => {
    return function (this: never, ...args: never[]) {
      const expression = this as RegExp;
      const from = expression.global || expression.sticky ? expression.lastIndex : 0;
      const match = Reflect.apply(original, this, args) as RegExpExecArray | null;
      if (match) elements += match.index - from + match[0].length + 1;
      else elements += expression.sticky ? 1 : Math.max(0, String(args[0]).length - from);
      return match;
    };
  });
  return { elements: () => elements, stop: () => restore.forEach((undo) => undo()) };
}

/** Regular expressions that ran on long text, each once, with the place of the call. */
export function recordExpressions(longerThan: number): {
  seen(): Map<string, { expression: RegExp; place: string }>;
  stop(): void;
} {
  const found = new Map<string, { expression: RegExp; place: string }>();
  const known = new Set<string>();
  const descriptor = Object.getOwnPropertyDescriptor(RegExp.prototype, 'exec')!;
  const original = descriptor.value as Method;
  const prototype: object = RegExp.prototype;
  Object.defineProperty(prototype, 'exec', {
    ...descriptor,
    value(this: RegExp, text: unknown) {
      if (typeof text === 'string' && text.length > longerThan && !known.has(this.source + this.flags)) {
        known.add(this.source + this.flags);
        const place = callerInPlugin();
        if (place) found.set(String(this), { expression: this, place });
      }
      return Reflect.apply(original, this as never, [text as never]);
    },
  });
  return { seen: () => found, stop: () => Object.defineProperty(prototype, 'exec', descriptor) };
}
