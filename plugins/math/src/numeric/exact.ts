import { LIMITS, LimitError } from '../limits.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import type { Rational } from '../tree/rational.ts';
import {
  ONE,
  ZERO,
  absolute,
  add,
  bitLength,
  compare,
  exactRoot,
  floor,
  gcd,
  multiply,
  negate,
  power,
  rational,
} from '../tree/rational.ts';

/** The exact value of a tree that is a rational number; `undefined` when it is not, or not surely. */
export function exactValue(node: Node): Rational | undefined {
  try {
    return evaluate(node);
  } catch (error) {
    if (error instanceof LimitError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function evaluate(node: Node): Rational | undefined {
  switch (node.kind) {
    case 'number':
    case 'based':
      return node.value;
    case 'sum':
      return fold(node.items, ZERO, add);
    case 'product':
      return fold(node.items, ONE, multiply);
    case 'power':
      return evaluatePower(node);
    case 'percent':
      return scale(evaluate(node.item), rational(1n, 100n));
    case 'call':
      return evaluateCall(node);
    default:
      return undefined;
  }
}

function scale(value: Rational | undefined, factor: Rational): Rational | undefined {
  return value && multiply(value, factor);
}

function fold(
  items: readonly Node[],
  start: Rational,
  combine: (a: Rational, b: Rational) => Rational,
): Rational | undefined {
  let total = start;
  for (const item of items) {
    const value = evaluate(item);
    if (!value) return undefined;
    total = combine(total, value);
  }
  return total;
}

function evaluatePower(node: NodeOf<'power'>): Rational | undefined {
  const exponent = evaluate(node.exponent);
  if (!exponent) return undefined;
  const base = evaluate(node.base);
  if (!base) return undefined;
  return exponent.d === 1n ? power(base, exponent.n) : rationalPower(base, exponent);
}

// Only a non-negative base: the root of a negative number depends on a convention.
function rationalPower(base: Rational, exponent: Rational): Rational | undefined {
  if (base.n < 0n) return undefined;
  const top = exactRoot(base.n, exponent.d);
  const bottom = exactRoot(base.d, exponent.d);
  return top === undefined || bottom === undefined ? undefined : power(rational(top, bottom), exponent.n);
}

function evaluateCall(node: NodeOf<'call'>): Rational | undefined {
  const rule = CALLS.get(node.name);
  if (!rule) return undefined;
  const values: Rational[] = [];
  for (const item of node.items) {
    const value = evaluate(item);
    if (!value) return undefined;
    values.push(value);
  }
  return rule(values);
}

type Rule = (values: readonly Rational[]) => Rational | undefined;

const CALLS: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['abs', ([x]) => x && absolute(x)],
  ['floor', ([x]) => x && rational(floor(x))],
  ['ceil', ([x]) => x && rational(-floor(negate(x)))],
  ['sign', ([x]) => x && rational(BigInt(compare(x, ZERO)))],
  ['max', (values) => values.reduce((a, b) => (compare(a, b) < 0 ? b : a))],
  ['min', (values) => values.reduce((a, b) => (compare(a, b) > 0 ? b : a))],
  ['gcd', (values) => whole(values, (a, b) => gcd(a, b))],
  ['lcm', (values) => whole(values, leastMultiple)],
  [
    'mod',
    ([x, m]) =>
      x && m && m.n !== 0n
        ? add(x, negate(multiply(m, rational(floor(multiply(x, rational(m.d, m.n)))))))
        : undefined,
  ],
  ['factorial', ([x]) => (x?.d === 1n ? factorial(x.n, 1n) : undefined)],
  ['factorial2', ([x]) => (x?.d === 1n ? factorial(x.n, 2n) : undefined)],
  ['binomial', ([n, k]) => (n?.d === 1n && k?.d === 1n ? binomial(n.n, k.n) : undefined)],
  ['root', ([x, n]) => (x && n?.d === 1n && n.n > 0n ? rootOf(x, n.n) : undefined)],
]);

function rootOf(x: Rational, degree: bigint): Rational | undefined {
  const top = exactRoot(x.n, degree);
  const bottom = exactRoot(x.d, degree);
  return top === undefined || bottom === undefined ? undefined : rational(top, bottom);
}

function whole(values: readonly Rational[], combine: (a: bigint, b: bigint) => bigint): Rational | undefined {
  if (values.length === 0 || values.some((value) => value.d !== 1n)) return undefined;
  return rational(values.map((value) => value.n).reduce(combine));
}

function leastMultiple(a: bigint, b: bigint): bigint {
  if (bitLength(a) + bitLength(b) > LIMITS.bits) throw new LimitError('a multiple has too many bits');
  const product = a * b;
  return product === 0n ? 0n : (product < 0n ? -product : product) / gcd(a, b);
}

// n! for step 1, n!! for step 2; 2000! has 19,053 bits.
function factorial(n: bigint, step: bigint): Rational | undefined {
  if (n < 0n || n > 2000n) return undefined;
  let product = 1n;
  for (let k = n; k > 1n; k -= step) product *= k;
  return rational(product);
}

function binomial(n: bigint, k: bigint): Rational | undefined {
  if (n < 0n || k < 0n) return undefined;
  if (k > n) return ZERO;
  const smaller = k > n - k ? n - k : k;
  if (smaller > 3000n || bitLength(n) * Number(smaller) > LIMITS.bits * 4) return undefined;
  let value = 1n;
  for (let i = 1n; i <= smaller; i++) value = (value * (n - smaller + i)) / i;
  return rational(value);
}
