import { showValue, type Value } from '../value/value.ts';
import { valuesEqual, type Equality } from '../value/compare.ts';
import { jsonText } from './json-text.ts';

/** What a test expects of the value that a call gives. */
export type Expectation =
  | { readonly kind: 'equal'; readonly expected: Value; readonly equality: Equality }
  /** Equal once both are made a set, a list or a tuple, as `set(f(x)) == set(y)`. */
  | {
      readonly kind: 'equal-as';
      readonly as: 'set' | 'sequence';
      readonly expected: Value;
      readonly equality: Equality;
    }
  /** True or false as the program's language takes it. */
  | { readonly kind: 'truth'; readonly expected: boolean }
  /** `abs(f(x) - expected) < below`. */
  | { readonly kind: 'near'; readonly expected: number; readonly below: number; readonly inclusive: boolean }
  /** `JSON.stringify(f(x)) === expected`. */
  | { readonly kind: 'json'; readonly expected: string }
  /** One of several, where a data set does not say which form it means. */
  | { readonly kind: 'any'; readonly of: readonly Expectation[] };

/** Whether a value is what a test expects. */
export function meets(actual: Value, expectation: Expectation): boolean {
  switch (expectation.kind) {
    case 'equal':
      return valuesEqual(actual, expectation.expected, expectation.equality);
    case 'equal-as':
      return equalAs(actual, expectation);
    case 'truth':
      return isTruthy(actual) === expectation.expected;
    case 'near':
      return isNear(actual, expectation);
    case 'json':
      return jsonText(actual) === expectation.expected;
    case 'any':
      return expectation.of.some((one) => meets(actual, one));
  }
}

/** What was expected, for a person. */
export function showExpectation(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'equal':
    case 'equal-as':
      return showValue(expectation.expected);
    case 'truth':
      return expectation.expected ? 'something true' : 'something false';
    case 'near':
      return `${expectation.expected} within ${expectation.below}`;
    case 'json':
      return expectation.expected.slice(0, 200);
    case 'any':
      return expectation.of.map(showExpectation).join(' or ');
  }
}

function equalAs(
  actual: Value,
  { as, expected, equality }: Extract<Expectation, { kind: 'equal-as' }>,
): boolean {
  const a = itemsOf(actual);
  const b = itemsOf(expected);
  if (!a || !b) return false;
  if (as === 'sequence') return valuesEqual({ type: 'list', items: a }, { type: 'list', items: b }, equality);
  return valuesEqual({ type: 'set', items: distinct(a) }, { type: 'set', items: distinct(b) }, equality);
}

function itemsOf(value: Value): readonly Value[] | undefined {
  return 'items' in value ? value.items : undefined;
}

/** Distinct by Python's equality of what can be in a set. */
function distinct(items: readonly Value[]): Value[] {
  const key = (value: Value): string =>
    JSON.stringify(value, (name, item: unknown) => {
      if (typeof item === 'bigint') return Number(item);
      if (typeof item === 'boolean') return Number(item);
      return name === 'type' && (item === 'integer' || item === 'boolean') ? 'float' : item;
    });
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

function isTruthy(value: Value): boolean {
  switch (value.type) {
    case 'null':
    case 'undefined':
      return false;
    case 'boolean':
      return value.value;
    case 'integer':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'complex':
      return value.real !== 0 || value.imaginary !== 0;
    case 'string':
    case 'bytes':
      return value.value !== '';
    case 'dict':
      return value.entries.length > 0;
    case 'iterator':
      return true;
    default:
      return value.items.length > 0;
  }
}

function isNear(
  actual: Value,
  { expected, below, inclusive }: Extract<Expectation, { kind: 'near' }>,
): boolean {
  if (actual.type !== 'integer' && actual.type !== 'float' && actual.type !== 'boolean') return false;
  const distance = Math.abs(Number(actual.value) - expected);
  return distance < below || (inclusive && distance === below);
}
