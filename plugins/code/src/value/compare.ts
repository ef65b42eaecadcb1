import type { Value } from './value.ts';

/** Which values of different types are equal, and how close floats must be. */
export interface Equality {
  /**
   * `strict`: an integer, a float and a truth value are never equal. `value`: `2` equals `2.0`, a truth value
   * equals no number. `python`: as Python's `==`, where `True == 1 == 1.0`.
   */
  readonly numbers: 'strict' | 'value' | 'python';
  /** `same`: a tuple equals a list with the same items. */
  readonly tuples: 'same' | 'distinct';
  /** Whether two NaN are equal. Data may expect NaN; in an assertion of a program NaN equals nothing. */
  readonly notANumber: 'equal' | 'distinct';
  /** Whether the items of lists may come in any order, at every depth. */
  readonly order: 'kept' | 'ignored';
  /** Whether a field that holds JavaScript's `undefined` counts. JSON, and so a row, cannot hold one. */
  readonly undefinedFields: 'kept' | 'absent';
  readonly absoluteTolerance: number;
  readonly relativeTolerance: number;
}

/** Python's `==`. */
export const PYTHON_EQUALITY: Equality = {
  numbers: 'python',
  tuples: 'distinct',
  notANumber: 'distinct',
  order: 'kept',
  undefinedFields: 'kept',
  absoluteTolerance: 0,
  relativeTolerance: 0,
};

/** JavaScript's `===` on the members of values: it has one type of number. */
export const JAVASCRIPT_EQUALITY: Equality = { ...PYTHON_EQUALITY, numbers: 'value' };

type Number_ = Extract<Value, { type: 'boolean' | 'integer' | 'float' }>;

/**
 * Whether a program's value is the expected one. Zero equals minus zero. Sets and dicts have no order.
 * Work is linear in the size of the values, with a canonical text where order is ignored.
 */
export function valuesEqual(actual: Value, expected: Value, equality: Equality): boolean {
  if (isNumber(actual) && isNumber(expected)) return numbersEqual(actual, expected, equality);
  if (isSequence(actual) && isSequence(expected)) return sequencesEqual(actual, expected, equality);
  if (actual.type !== expected.type) return false;
  switch (actual.type) {
    case 'string':
    case 'bytes':
      return actual.value === (expected as typeof actual).value;
    case 'complex': {
      const { real, imaginary } = expected as typeof actual;
      return floatsEqual(actual.real, real, equality) && floatsEqual(actual.imaginary, imaginary, equality);
    }
    case 'set':
      return bagsEqual(actual.items, (expected as typeof actual).items, equality);
    case 'iterator':
      return false;
    case 'dict':
      return dictsEqual(
        entriesOf(actual, equality),
        entriesOf(expected as typeof actual, equality),
        equality,
      );
    default:
      return true;
  }
}

function isNumber(value: Value): value is Number_ {
  return value.type === 'integer' || value.type === 'float' || value.type === 'boolean';
}

function isSequence(value: Value): value is Extract<Value, { type: 'list' | 'tuple' }> {
  return value.type === 'list' || value.type === 'tuple';
}

function numbersEqual(a: Number_, b: Number_, equality: Equality): boolean {
  const { numbers } = equality;
  if (a.type !== b.type) {
    if (numbers === 'strict') return false;
    if (numbers === 'value' && (a.type === 'boolean' || b.type === 'boolean')) return false;
  }
  if (a.type === 'float' || b.type === 'float') {
    // Exact where both are numbers of their own kind: 2^53 + 1 is not the float 2^53.
    if (equality.absoluteTolerance === 0 && equality.relativeTolerance === 0)
      return exactlyEqual(a, b, equality);
    return floatsEqual(Number(a.value), Number(b.value), equality);
  }
  return BigInt(a.value) === BigInt(b.value);
}

function exactlyEqual(a: Number_, b: Number_, equality: Equality): boolean {
  if (a.type === 'float' && b.type === 'float') return floatsEqual(a.value, b.value, equality);
  const [real, whole] = a.type === 'float' ? [a.value, b.value] : [b.value as number, a.value];
  return Number.isInteger(real) && BigInt(real) === BigInt(whole);
}

function floatsEqual(a: number, b: number, equality: Equality): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return equality.notANumber === 'equal' && Number.isNaN(a) && Number.isNaN(b);
  }
  if (a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const allowed = Math.max(equality.absoluteTolerance, equality.relativeTolerance * Math.abs(b));
  return Math.abs(a - b) <= allowed;
}

function sequencesEqual(
  actual: Extract<Value, { type: 'list' | 'tuple' }>,
  expected: Extract<Value, { type: 'list' | 'tuple' }>,
  equality: Equality,
): boolean {
  if (actual.type !== expected.type && equality.tuples === 'distinct') return false;
  const [a, b] = [actual.items, expected.items];
  if (a.length !== b.length) return false;
  if (equality.order === 'ignored') return bagsEqual(a, b, equality);
  return a.every((item, i) => valuesEqual(item, b[i]!, equality));
}

/**
 * Whether two bags hold the same values: both are sorted by a canonical text and compared in that order. With a
 * tolerance, neighbours that differ by rounding alone may sort differently; numbers therefore sort by size.
 */
function bagsEqual(a: readonly Value[], b: readonly Value[], equality: Equality): boolean {
  if (a.length !== b.length) return false;
  const order = (items: readonly Value[]): Value[] =>
    items
      .map((item) => ({ item, key: sortKey(item, equality) }))
      .sort((x, y) => compareKeys(x.key, y.key))
      .map(({ item }) => item);
  const [left, right] = [order(a), order(b)];
  return left.every((item, i) => valuesEqual(item, right[i]!, equality));
}

type SortKey = number | string;

function compareKeys(a: SortKey, b: SortKey): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

function sortKey(value: Value, equality: Equality): SortKey {
  if (isNumber(value) && equality.numbers !== 'strict') {
    const size = Number(value.value);
    if (Number.isFinite(size) && (value.type !== 'boolean' || equality.numbers === 'python')) return size;
  }
  return canonicalText(value, equality);
}

/** One text for all values that are equal, as far as exact comparison goes. */
function canonicalText(value: Value, equality: Equality): string {
  if (isNumber(value)) return numberText(value, equality);
  const inner = (items: readonly Value[]): string[] => items.map((item) => canonicalText(item, equality));
  switch (value.type) {
    case 'list':
    case 'tuple': {
      const items = inner(value.items);
      if (equality.order === 'ignored') items.sort();
      return `${equality.tuples === 'same' ? 'list' : value.type}[${items.join(',')}]`;
    }
    case 'iterator':
      return `iterator[${inner(value.items).join(',')}]`;
    case 'set':
      return `set[${inner(value.items).sort().join(',')}]`;
    case 'dict': {
      const pairs = entriesOf(value, equality).map(([key, item]) => inner([key, item]).join(':'));
      return `dict[${pairs.sort().join(',')}]`;
    }
    case 'complex':
      return `complex[${value.real},${value.imaginary}]`;
    case 'string':
    case 'bytes':
      return `${value.type}${JSON.stringify(value.value)}`;
    default:
      return value.type;
  }
}

function numberText(value: Number_, { numbers }: Equality): string {
  const kind =
    numbers === 'python' || (numbers === 'value' && value.type !== 'boolean') ? 'number' : value.type;
  if (value.type !== 'float') return `${kind}${BigInt(value.value).toString(16)}`;
  const whole = Number.isInteger(value.value);
  return `${kind}${whole ? BigInt(value.value).toString(16) : value.value.toString(10)}`;
}

function entriesOf(
  { entries }: Extract<Value, { type: 'dict' }>,
  { undefinedFields }: Equality,
): Extract<Value, { type: 'dict' }>['entries'] {
  return undefinedFields === 'kept' ? entries : entries.filter(([, item]) => item.type !== 'undefined');
}

function dictsEqual(
  a: readonly (readonly [Value, Value])[],
  b: readonly (readonly [Value, Value])[],
  equality: Equality,
): boolean {
  if (a.length !== b.length) return false;
  const items = new Map(a.map(([key, item]) => [canonicalText(key, equality), item]));
  if (items.size !== a.length) return false;
  const seen = new Set<string>();
  return (
    b.every(([key, expected]) => {
      const name = canonicalText(key, equality);
      const actual = items.get(name);
      seen.add(name);
      return actual !== undefined && valuesEqual(actual, expected, equality);
    }) && seen.size === b.length
  );
}
