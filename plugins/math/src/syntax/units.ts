import { LimitError } from '../limits.ts';
import type { Rational } from '../tree/rational.ts';
import { invert, multiply, power, rational } from '../tree/rational.ts';
import type { Row } from './unit-table.ts';
import { PLAIN, PREFIXED, PREFIXES } from './unit-table.ts';

/** A unit that is known: its dimension as sorted powers, and its exact size in SI units. */
export interface Unit {
  readonly dimension: string;
  readonly factor: Rational;
  /** Radians, whose size in degrees is no fraction. */
  readonly radians: boolean;
}

interface Atom {
  readonly powers: ReadonlyMap<string, number>;
  readonly factor: Rational;
}

const symbols = new Map<string, Atom>();
const words = new Map<string, Atom>();

function register(row: Row, symbolPrefix: string, wordPrefix: string, scale: Rational): void {
  const [dimension, size, symbolList, wordList] = row;
  const atom = { powers: powersOf(dimension), factor: multiply(decimal(size), scale) };
  for (const name of symbolList.split(' ').filter(Boolean)) add(symbols, symbolPrefix + name, atom);
  for (const name of wordList.split(' ').filter(Boolean)) add(words, wordPrefix + name, atom);
}

function add(table: Map<string, Atom>, name: string, atom: Atom): void {
  if (!table.has(name)) table.set(name, atom);
}

function powersOf(dimension: string): Map<string, number> {
  return new Map(
    dimension.split(' ').map((part): [string, number] => {
      const match = /^([A-Za-z]+)(-?\d+)?$/.exec(part);
      return [match?.[1] ?? part, Number(match?.[2] ?? 1)];
    }),
  );
}

function decimal(text: string): Rational {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const value = rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  return multiply(value, power(rational(10n), BigInt(exponent)));
}

// Whole units come first, so that "min", "ft" and "h" are not read as prefixes.
for (const row of [...PREFIXED, ...PLAIN]) register(row, '', '', rational(1n));
for (const [symbol, word, exponent] of PREFIXES)
  for (const row of PREFIXED) register(row, symbol, word, power(rational(10n), BigInt(exponent)));

/** Words that may follow a number without backslash and never name variables. */
const BARE = new Set(
  'cm mm km dm ft yd mi kg mg lb lbs oz ml hz khz mhz mph kph kmh usd eur mol rad sec hr hrs min kw kj kcal kpa atm inch inches meter meters metre metres foot feet mile miles units unit sq square cubic cu hour hours minute minutes second seconds day days week weeks year years month months dollar dollars cent cents euro euros pound pounds ounce ounces gram grams kilogram kilograms liter liters litre litres celsius fahrenheit kelvin'.split(
    ' ',
  ),
);

/** Whether a bare run of letters after a number is surely a unit. */
export function isBareUnit(word: string): boolean {
  return BARE.has(word.toLowerCase());
}

/** A unit's text without punctuation and layout; letter case is kept, because `mA` and `MA` differ. */
export function normaliseUnit(text: string): string {
  return text
    .replace(/\\(?:cdot|times|,|;|:|!| )/g, ' ')
    .replace(/[,;~\\{}$]|\.(?!\d)/g, ' ')
    .replace(/²/g, '^2')
    .replace(/³/g, '^3')
    .replace(/\s+/g, ' ')
    .replace(/ ?([/^]) ?/g, '$1')
    .trim();
}

/** Whether two unit texts are the same words, apart from case and plurals. */
export function sameUnitText(a: string, b: string): boolean {
  return plainText(a) === plainText(b);
}

function plainText(text: string): string {
  return text
    .toLowerCase()
    .split(/[\s-]+/)
    .map(singular)
    .join(' ');
}

function singular(word: string): string {
  if (/(?:ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && word !== 'celsius'
    ? word.slice(0, -1)
    : word;
}

const known = new Map<string, Unit | undefined>();
const CACHE_SIZE = 2000;

/** Reads a unit such as `km/h`, `kg m^2/s^2`, `square feet`, `miles per hour`; `undefined` when a part is unknown. */
export function lookUpUnit(text: string): Unit | undefined {
  if (text.length > 80) return undefined;
  if (known.has(text)) return known.get(text);
  const unit = parse(text);
  if (known.size >= CACHE_SIZE) known.clear();
  known.set(text, unit);
  return unit;
}

/** A unit named by one symbol of a formula, raised to a power. */
export function unitOfSymbol(name: string, exponent: number): Unit | undefined {
  const atom = symbols.get(name);
  return atom && build(new UnitBuilder(), [[atom, exponent]]);
}

class UnitBuilder {
  readonly powers = new Map<string, number>();
  factor: Rational = rational(1n);
  radians = false;

  multiply(atom: Atom, exponent: number): void {
    if (!(Math.abs(exponent) <= 9)) throw new LimitError('a unit has too high a power');
    this.factor = multiply(this.factor, power(atom.factor, BigInt(exponent)));
    for (const [name, value] of atom.powers)
      this.powers.set(name, (this.powers.get(name) ?? 0) + value * exponent);
  }

  done(): Unit {
    const parts = [...this.powers]
      .filter(([, value]) => value !== 0)
      .map(([name, value]) => `${name}${value}`);
    return { dimension: parts.sort().join(' '), factor: this.factor, radians: this.radians };
  }
}

function build(builder: UnitBuilder, atoms: readonly (readonly [Atom, number])[]): Unit {
  for (const [atom, exponent] of atoms) builder.multiply(atom, exponent);
  return builder.done();
}

/** The product of two units. */
export function timesUnit(a: Unit, b: Unit): Unit {
  const builder = new UnitBuilder();
  builder.radians = a.radians || b.radians;
  for (const unit of [a, b]) {
    const powers = unit.dimension === '' ? new Map<string, number>() : powersOf(unit.dimension);
    builder.multiply({ powers, factor: unit.factor }, 1);
  }
  return builder.done();
}

/** How many of `to` one of `from` is. */
export function ratioOf(from: Unit, to: Unit): Rational {
  return multiply(from.factor, invert(to.factor));
}

const TOKEN = /[/()·*]|\^\(?(-?\d+)\)?|-(?=[A-Za-z])|[A-Za-zΩμ¢]+|[⁻]?[¹²³]|-?\d+|\s+/gu;

// One pass; a sign of division holds for the next factor, or for a bracket.
function parse(text: string): Unit | undefined {
  const builder = new UnitBuilder();
  if (text === 'pound sterling') return build(builder, [[words.get('gbp') as Atom, 1]]);
  if (/^(?:radians?|rad)$/i.test(text)) return { dimension: 'angle1', factor: rational(1n), radians: true };
  const source = text.replace(/\bper\b/g, '/').replace(/^degrees?\s+(?=celsius|fahrenheit)/i, '');
  let atoms: [Atom, number][] = [];
  let [sign, inBracket, next, read] = [1, false, 1, 0];
  for (const match of source.matchAll(TOKEN)) {
    const token = match[0];
    read += token.length;
    if (/^\s|^-$|^[·*]$/.test(token)) continue;
    if (token === '/') sign = -1;
    else if (token === '(') inBracket = true;
    else if (token === ')') [inBracket, sign] = [false, 1];
    else if (match[1] !== undefined || /^-?\d+$/.test(token)) {
      const last = atoms.at(-1);
      if (!last) return undefined;
      last[1] *= Number(match[1] ?? token);
    } else if (/^(?:square|sq)$/i.test(token)) next = 2;
    else if (/^(?:cubic|cu)$/i.test(token)) next = 3;
    else if (/^(?:squared|cubed)$/i.test(token)) {
      const last = atoms.at(-1);
      if (!last) return undefined;
      last[1] *= token.toLowerCase() === 'squared' ? 2 : 3;
    } else {
      const atom = atomOf(token);
      if (!atom) return undefined;
      atoms.push([atom, sign * next]);
      next = 1;
      if (!inBracket) sign = 1;
    }
  }
  if (read !== source.length || atoms.length === 0 || atoms.length > 8) return undefined;
  return build(builder, atoms);
}

const FIXED: ReadonlyMap<string, string> = new Map([
  ['kph', 'km/h'],
  ['kmh', 'km/h'],
  ['kmph', 'km/h'],
]);

function atomOf(token: string): Atom | undefined {
  const lower = token.toLowerCase();
  const fixed = FIXED.get(lower);
  if (fixed) {
    const unit = lookUpUnit(fixed);
    return unit && { powers: powersOf(unit.dimension), factor: unit.factor };
  }
  return symbols.get(token) ?? words.get(singular(lower)) ?? words.get(lower) ?? lowerSymbols().get(lower);
}

// "KG" and "ML": case is forgiven where no other unit is meant.
let lowered: ReadonlyMap<string, Atom> | undefined;
function lowerSymbols(): ReadonlyMap<string, Atom> {
  lowered ??= new Map(
    [
      'kg',
      'cm',
      'mm',
      'km',
      'ml',
      'ft',
      'mph',
      'hz',
      'khz',
      'mhz',
      'kw',
      'kj',
      'kpa',
      'lb',
      'lbs',
      'oz',
      'hr',
      'hrs',
    ].flatMap((name): [string, Atom][] => {
      const atom = symbols.get(SPELLED.get(name) ?? name);
      return atom ? [[name, atom]] : [];
    }),
  );
  return lowered;
}

const SPELLED: ReadonlyMap<string, string> = new Map([
  ['ml', 'mL'],
  ['hz', 'Hz'],
  ['khz', 'kHz'],
  ['mhz', 'MHz'],
  ['kw', 'kW'],
  ['kj', 'kJ'],
  ['kpa', 'kPa'],
  ['hrs', 'hr'],
]);
