import { LIMITS, LimitError } from '../limits.ts';

/** An exact fraction in lowest terms with a positive denominator. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

const MAX = 1n << BigInt(LIMITS.bits);

/** Zero. */
export const ZERO: Rational = { n: 0n, d: 1n };
/** One. */
export const ONE: Rational = { n: 1n, d: 1n };

/** Greatest common divisor of two integers, never negative. */
export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function check(value: bigint): void {
  if (value > MAX || value < -MAX) throw new LimitError('an exact number has too many bits');
}

/** Makes a fraction; throws a `RangeError` for a zero denominator. */
export function rational(n: bigint, d = 1n): Rational {
  if (d === 1n) return { n, d };
  if (d === 0n) throw new RangeError('division by zero');
  const divisor = gcd(n, d);
  const sign = d < 0n ? -1n : 1n;
  return { n: (sign * n) / divisor, d: (sign * d) / divisor };
}

/** Sum of two fractions. */
export function add(a: Rational, b: Rational): Rational {
  if (a.d === 1n && b.d === 1n) return { n: a.n + b.n, d: 1n };
  check(a.d);
  check(b.d);
  return rational(a.n * b.d + b.n * a.d, a.d * b.d);
}

/** Negation. */
export function negate(a: Rational): Rational {
  return { n: -a.n, d: a.d };
}

/** Product of two fractions. */
export function multiply(a: Rational, b: Rational): Rational {
  check(a.n);
  check(b.n);
  return a.d === 1n && b.d === 1n ? { n: a.n * b.n, d: 1n } : rational(a.n * b.n, a.d * b.d);
}

/** Multiplicative inverse; throws a `RangeError` for zero. */
export function invert(a: Rational): Rational {
  return rational(a.d, a.n);
}

/** Whole power with its size checked before it is computed. */
export function power(a: Rational, exponent: bigint): Rational {
  if (exponent < 0n) return power(invert(a), -exponent);
  if (exponent === 0n) return ONE;
  if (a.n === 0n || (a.d === 1n && (a.n === 1n || a.n === -1n))) {
    return exponent % 2n === 0n ? multiply(a, a) : a;
  }
  const bits = Math.max(bitLength(a.n), bitLength(a.d));
  if (BigInt(bits) * exponent > BigInt(LIMITS.bits)) throw new LimitError('a power has too many bits');
  return { n: a.n ** exponent, d: a.d ** exponent };
}

/** Number of bits of an integer's magnitude. */
export function bitLength(value: bigint): number {
  const text = (value < 0n ? -value : value).toString(16);
  return text === '0' ? 0 : (text.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(text[0] ?? '0', 16)));
}

/** Sign of a - b. */
export function compare(a: Rational, b: Rational): number {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether two fractions are the same. */
export function same(a: Rational, b: Rational): boolean {
  return a.n === b.n && a.d === b.d;
}

/** Magnitude. */
export function absolute(a: Rational): Rational {
  return a.n < 0n ? negate(a) : a;
}

/** Largest integer not above. */
export function floor(a: Rational): bigint {
  const quotient = a.n / a.d;
  return a.n < 0n && quotient * a.d !== a.n ? quotient - 1n : quotient;
}

/** Nearest double; infinite when out of range. */
export function toNumber(a: Rational): number {
  const n = Number(a.n);
  const d = Number(a.d);
  if (Number.isFinite(n) && Number.isFinite(d)) return n / d;
  const shift = BigInt(bitLength(a.n) - bitLength(a.d) - 64);
  const scaled = shift >= 0n ? a.n / (a.d << shift) : (a.n << -shift) / a.d;
  return Number(scaled) * 2 ** Number(shift);
}

/** Exact whole root of an integer (`undefined` when there is none). */
export function exactRoot(value: bigint, degree: bigint): bigint | undefined {
  if (degree < 1n || degree > 64n) return undefined;
  if (value < 0n) {
    const root = degree % 2n === 1n ? exactRoot(-value, degree) : undefined;
    return root === undefined ? undefined : -root;
  }
  if (value < 2n || degree === 1n) return value;
  const root = floorRoot(value, degree);
  return root ** degree === value ? root : undefined;
}

function floorRoot(value: bigint, degree: bigint): bigint {
  let x = 1n << (BigInt(bitLength(value)) / degree + 1n);
  for (;;) {
    const next = ((degree - 1n) * x + value / x ** (degree - 1n)) / degree;
    if (next >= x) return x;
    x = next;
  }
}
