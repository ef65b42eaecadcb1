import { shiftZone, world } from './world.ts';
import { wrapFunction } from './wrap.ts';

/** Watches the variables of the environment. */
export function watchEnvironment(before: (name: string) => void): void {
  const { env } = process;
  const isUnset = (key: string | symbol): boolean =>
    typeof key === 'string' && world().unset?.has(`process.env.${key}`) === true;
  process.env = new Proxy(env, {
    get(target, key) {
      if (typeof key === 'string') before(`process.env.${key}`);
      return isUnset(key) ? undefined : (Reflect.get(target, key) as unknown);
    },
    has(target, key) {
      if (typeof key === 'string') before(`process.env.${key}`);
      return !isUnset(key) && Reflect.has(target, key);
    },
    ownKeys(target) {
      before('process.env');
      return Reflect.ownKeys(target).filter((key) => !isUnset(key));
    },
  });
}

/** Functions that take the machine's language when none is given, and where its place among the arguments is. */
const BY_LANGUAGE: readonly (readonly [
  owner: object,
  ownerName: string,
  names: readonly string[],
  at: number,
])[] = [
  [String.prototype, 'String', ['localeCompare'], 1],
  [String.prototype, 'String', ['toLocaleLowerCase', 'toLocaleUpperCase'], 0],
  [Number.prototype, 'Number', ['toLocaleString'], 0],
  [BigInt.prototype, 'BigInt', ['toLocaleString'], 0],
  [Date.prototype, 'Date', ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'], 0],
  [
    Intl,
    'Intl',
    [
      'Collator',
      'DateTimeFormat',
      'ListFormat',
      'NumberFormat',
      'PluralRules',
      'RelativeTimeFormat',
      'Segmenter',
    ],
    0,
  ],
];

/** Functions of dates that depend on the machine's time zone. */
const BY_TIME_ZONE = /^(get|set)(?!UTC|Time$)|^to(Date|Time)?String$/;

/** Watches what depends on the language and the time zone of the machine. */
export function watchLocale(before: (name: string) => void): void {
  for (const [owner, ownerName, names, at] of BY_LANGUAGE) {
    for (const name of names) {
      wrapFunction(owner, name, (args) => {
        if (args[at] !== undefined) return;
        before(`${ownerName}.${name}`);
        const { language } = world();
        if (language !== undefined) args[at] = language;
      });
    }
  }
  for (const name of Object.getOwnPropertyNames(Date.prototype)) {
    if (!BY_TIME_ZONE.test(name)) continue;
    shiftZone(Date, name);
    wrapFunction(Date.prototype, name, () => before(`Date.${name}`));
  }
}
