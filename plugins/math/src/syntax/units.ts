/** A unit's dimension and its factor to the first unit of that dimension. */
export interface Unit {
  readonly dimension: string;
  readonly factor: number;
}

type Row = readonly [dimension: string, units: Readonly<Record<string, number>>];

const TABLE: readonly Row[] = [
  [
    'length',
    {
      m: 1,
      meter: 1,
      metre: 1,
      cm: 0.01,
      centimeter: 0.01,
      centimetre: 0.01,
      mm: 0.001,
      millimeter: 0.001,
      millimetre: 0.001,
      km: 1000,
      kilometer: 1000,
      kilometre: 1000,
      dm: 0.1,
      in: 0.0254,
      inch: 0.0254,
      inche: 0.0254,
      ft: 0.3048,
      foot: 0.3048,
      feet: 0.3048,
      yd: 0.9144,
      yard: 0.9144,
      mi: 1609.344,
      mile: 1609.344,
      nm: 1e-9,
      um: 1e-6,
    },
  ],
  [
    'time',
    {
      s: 1,
      sec: 1,
      second: 1,
      min: 60,
      minute: 60,
      h: 3600,
      hr: 3600,
      hour: 3600,
      day: 86_400,
      week: 604_800,
      ms: 0.001,
      millisecond: 0.001,
    },
  ],
  ['long time', { month: 1, mo: 1, year: 12, yr: 12 }],
  [
    'mass',
    {
      kg: 1000,
      kilogram: 1000,
      g: 1,
      gram: 1,
      mg: 0.001,
      milligram: 0.001,
      lb: 453.592_37,
      lbs: 453.592_37,
      pound: 453.592_37,
      oz: 28.349_523_125,
      ounce: 28.349_523_125,
      ton: 1e6,
      tonne: 1e6,
    },
  ],
  [
    'volume',
    {
      l: 1,
      liter: 1,
      litre: 1,
      ml: 0.001,
      milliliter: 0.001,
      millilitre: 0.001,
      gallon: 3.785_411_784,
      gal: 3.785_411_784,
      quart: 0.946_352_946,
      pint: 0.473_176_473,
      cup: 0.236_588_236_5,
    },
  ],
  ['money', { dollar: 1, usd: 1, buck: 1, cent: 0.01, '¢': 0.01 }],
  ['euro', { euro: 1, eur: 1 }],
  ['frequency', { hz: 1, khz: 1000, mhz: 1e6 }],
  ['energy', { j: 1, joule: 1, kj: 1000, kilojoule: 1000, cal: 4.184, kcal: 4184, ev: 1.602_176_634e-19 }],
  ['power', { w: 1, watt: 1, kw: 1000 }],
  ['force', { n: 1, newton: 1 }],
  ['pressure', { pa: 1, kpa: 1000, atm: 101_325, bar: 100_000 }],
  ['voltage', { v: 1, volt: 1 }],
  ['speed', { mph: 0.447_04, kph: 1 / 3.6, kmh: 1 / 3.6, 'km/h': 1 / 3.6, 'm/s': 1 }],
  ['temperature', { c: 1, celsius: 1, f: 2, fahrenheit: 2, k: 3, kelvin: 3 }],
  ['angle', { degree: 1, deg: 1, radian: 180 / Math.PI, rad: 180 / Math.PI }],
  ['resistance', { ohm: 1 }],
  ['amount', { mol: 1, mole: 1 }],
];

const UNITS: ReadonlyMap<string, Unit> = new Map(
  TABLE.flatMap(([dimension, units]) =>
    Object.entries(units).map(([name, factor]) => [name, { dimension, factor }] as const),
  ),
);

/** Words that may follow a number without backslash and never name variables. */
const BARE = new Set(
  'cm mm km dm ft yd mi kg mg lb lbs oz ml hz khz mhz mph kph kmh usd eur mol rad sec hr hrs min kw kj kcal kpa atm inch inches meter meters metre metres foot feet mile miles units unit sq square cubic cu'.split(
    ' ',
  ),
);

/** Whether a bare run of letters after a number is surely a unit. */
export function isBareUnit(word: string): boolean {
  return BARE.has(word.toLowerCase());
}

/** A unit's text without punctuation, plurals and spelling differences (`square feet` and `ft^2` agree). */
export function normaliseUnit(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[.,;~\\{}$]/g, ' ')
    .replace(/\bper\b/g, '/')
    .split(/\s+/)
    .filter(Boolean);
  const parts: string[] = [];
  for (const word of words)
    parts.push(
      word === 'sq' || word === 'square' || word === 'squared'
        ? '^2'
        : word === 'cubic' || word === 'cu' || word === 'cubed'
          ? '^3'
          : singular(word),
    );
  const powers = parts.filter((part) => part.startsWith('^'));
  return [...parts.filter((part) => !part.startsWith('^')), ...powers]
    .join('')
    .replace(/²/g, '^2')
    .replace(/³/g, '^3');
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Looks up a normalised unit, with an optional whole power. */
export function lookUpUnit(text: string): Unit | undefined {
  const match = /^([^^]+)(?:\^\{?(-?\d)\}?)?$/.exec(text);
  const unit = UNITS.get(text) ?? UNITS.get(match?.[1] ?? '');
  if (!unit || !match?.[2]) return unit;
  const exponent = Number(match[2]);
  return { dimension: `${unit.dimension}^${exponent}`, factor: unit.factor ** exponent };
}
