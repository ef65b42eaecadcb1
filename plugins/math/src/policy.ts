/**
 * How answers are found and compared. Every choice that could be argued about is an option with a name.
 *
 * @example
 * const policy: MathPolicy = { ...PRESETS['strict-train'], percent: 'either' };
 * verifyMath({ gold: '10\\%', pred: '10' }, policy).verdict; // 'correct'
 */
export interface MathPolicy {
  /** Where a completion's answer is looked for: only in `\boxed{}`, or also behind anchors, in maths and last numbers. */
  readonly extraction: 'boxed' | 'anywhere';
  /** `10\%` as 0.1 only, or also as 10 when exactly one side has the sign. */
  readonly percent: 'value' | 'either';
  /** Whether bare lists (`1, 2`) are compared with or without order. */
  readonly listOrder: 'ignored' | 'kept';
  /** Whether `x = 5` answers a gold `5` and the other way round. */
  readonly assignment: 'unwrapped' | 'strict';
  /** Whether a bare list may stand for a tuple (`1, 2` for `(1, 2)`) in the same order. */
  readonly tuple: 'list' | 'strict';
  /** Whether a column or row vector may stand for a tuple. */
  readonly vector: 'tuple' | 'strict';
  /** Units: a missing one is forgiven, or must be there too. Two known units always have to agree. */
  readonly units: 'forgiven' | 'required';
  /** Meaning of a bare `\log`. */
  readonly logBase: 'either' | 'ten' | 'e';
  /** Whether `3:4` equals `3/4`. */
  readonly ratio: 'fraction' | 'strict';
  /** A comma between digits that cannot separate thousands: a list, or a decimal comma when that gives equality. */
  readonly decimalComma: 'never' | 'either';
  /** Significant digits from which a decimal may stand for an irrational or non-terminating number. */
  readonly decimalDigits: number;
  /** Odd roots of negative numbers: both readings, or the principal value only. */
  readonly roots: 'either' | 'principal';
  /** Whether `45^\circ` equals 45 and pi/4, or pi/4 only. */
  readonly degrees: 'either' | 'radians';
  /** Whether an inequality may be answered by an interval and the other way round. */
  readonly regions: 'values' | 'strict';
  /** Arbitrary constants (`C`) and whole-number parameters (`k`): renamed and shifted freely, or as written. */
  readonly constants: 'free' | 'strict';
  /** Letter case of words and single-letter choices. Variables are always case-sensitive. */
  readonly textCase: 'ignored' | 'kept';
}

/**
 * Names of the presets.
 *
 * @example
 * const presets: PresetName[] = ['strict-train', 'evaluate'];
 * presets.map((preset) => verifyMath({ gold: '42', completion: 'so it is 42' }, preset).verdict); // ['incorrect', 'correct']
 */
export type PresetName = 'strict-train' | 'evaluate';

const EVALUATE: MathPolicy = {
  extraction: 'anywhere',
  percent: 'either',
  listOrder: 'ignored',
  assignment: 'unwrapped',
  tuple: 'list',
  vector: 'tuple',
  units: 'forgiven',
  logBase: 'either',
  ratio: 'fraction',
  decimalComma: 'never',
  decimalDigits: 6,
  roots: 'either',
  degrees: 'either',
  regions: 'values',
  constants: 'free',
  textCase: 'ignored',
};

/**
 * The two named policies: `strict-train` wants a box and gives no benefit of doubt, `evaluate` reads what a person would.
 *
 * @example
 * PRESETS['strict-train'].extraction; // 'boxed'
 */
export const PRESETS: Readonly<Record<PresetName, MathPolicy>> = {
  evaluate: EVALUATE,
  'strict-train': {
    ...EVALUATE,
    extraction: 'boxed',
    percent: 'value',
    tuple: 'strict',
    ratio: 'strict',
    logBase: 'either',
  },
};

/**
 * A preset's name, or options on top of `evaluate`.
 *
 * @example
 * const policy: PolicyInput = { preset: 'evaluate', percent: 'value' };
 * verifyMath({ gold: '10\\%', pred: '10' }, policy).verdict; // 'incorrect'
 */
export type PolicyInput = PresetName | Partial<MathPolicy & { readonly preset: PresetName }> | undefined;

const resolved = new WeakMap<object, MathPolicy>();

/** The complete policy for a preset name or partial options; the same options give the same object. */
export function resolvePolicy(input?: PolicyInput): MathPolicy {
  if (input === undefined) return EVALUATE;
  if (typeof input === 'string') return PRESETS[input];
  const known = resolved.get(input);
  if (known) return known;
  const policy = complete(input);
  resolved.set(input, policy);
  resolved.set(policy, policy);
  return policy;
}

function complete(input: Exclude<PolicyInput, PresetName | undefined>): MathPolicy {
  const base = PRESETS[input.preset ?? 'evaluate'];
  const given = Object.entries(input).filter(([name, value]) => name in base && value !== undefined);
  return { ...base, ...Object.fromEntries(given) };
}
