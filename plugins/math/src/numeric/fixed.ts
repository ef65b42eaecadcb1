/** Fixed-point real arithmetic with {@link BITS} bits behind the point, for tie-breaks that a double cannot decide. */
export const BITS = 256n;
/** One. */
export const UNIT: bigint = 1n << BITS;
/** Largest magnitude that is handled. */
export const HUGE: bigint = 1n << 700n;

/** Thrown when a value is out of range or undefined. */
export class OutOfRange extends Error {}

/** The one instance that is thrown. */
export const OUT_OF_RANGE: OutOfRange = new OutOfRange();

/** Product. */
export function mul(a: bigint, b: bigint): bigint {
  const result = (a * b) >> BITS;
  if (result > HUGE || result < -HUGE) throw OUT_OF_RANGE;
  return result;
}

/** Quotient. */
export function div(a: bigint, b: bigint): bigint {
  if (b === 0n) throw OUT_OF_RANGE;
  const result = (a << BITS) / b;
  if (result > HUGE || result < -HUGE) throw OUT_OF_RANGE;
  return result;
}

/** Square root of a non-negative value. */
export function sqrt(a: bigint): bigint {
  if (a < 0n) throw OUT_OF_RANGE;
  if (a === 0n) return 0n;
  const value = a << BITS;
  let x = 1n << (BigInt(value.toString(2).length + 1) / 2n);
  for (;;) {
    const next = (x + value / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

function arctanInverse(n: bigint): bigint {
  let power = UNIT / n;
  let total = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = -power / (n * n);
    total += power / k;
  }
  return total;
}

/** pi. */
export const PI: bigint = 4n * (4n * arctanInverse(5n) - arctanInverse(239n));

const LN2: bigint = naturalLogOfTwo();

function naturalLogOfTwo(): bigint {
  let total = 0n;
  let power = UNIT / 3n;
  for (let k = 1n; power !== 0n; k += 2n) {
    total += power / k;
    power /= 9n;
  }
  return 2n * total;
}

/** Exponential. */
export function exp(x: bigint): bigint {
  const k = (x + (LN2 >> 1n)) / LN2;
  if (k > 440n) throw OUT_OF_RANGE;
  if (k < -250n) return 0n;
  const reduced = (x - k * LN2) >> 8n;
  let term = UNIT;
  let total = UNIT;
  for (let n = 1n; term !== 0n && n < 80n; n++) {
    term = mul(term, reduced) / n;
    total += term;
  }
  for (let i = 0; i < 8; i++) total = mul(total, total);
  return k >= 0n ? total << k : total >> -k;
}

/** Natural logarithm of a positive value, by Newton's method on {@link exp}. */
export function ln(x: bigint): bigint {
  if (x <= 0n) throw OUT_OF_RANGE;
  const shift = BigInt(x.toString(2).length) - BITS;
  const m = shift >= 0n ? x >> shift : x << -shift;
  let y = fromDouble(Math.log(Number(m >> (BITS - 60n)) / 2 ** 60));
  for (let i = 0; i < 3; i++) {
    const e = exp(y);
    y += 2n * div(m - e, m + e);
  }
  return y + shift * LN2;
}

/** A double as a fixed-point value. */
export function fromDouble(x: number): bigint {
  return (BigInt(Math.round(x * 2 ** 52)) << BITS) >> 52n;
}

/** Sine and cosine. */
export function sinCos(x: bigint): readonly [bigint, bigint] {
  const turn = 2n * PI;
  const wrapped = x % turn;
  const reduced = wrapped >> 6n;
  const square = mul(reduced, reduced);
  let [term, cos, sin] = [UNIT, UNIT, 0n];
  for (let n = 1n; term !== 0n && n < 60n; n += 2n) {
    const odd = mul(term, reduced) / n;
    sin += odd;
    term = -mul(term, square) / (n * (n + 1n));
    cos += term;
  }
  for (let i = 0; i < 6; i++) [sin, cos] = [2n * mul(sin, cos), 2n * mul(cos, cos) - UNIT];
  return [sin, cos];
}

/** Arctangent. */
export function atan(x: bigint): bigint {
  if (x < 0n) return -atan(-x);
  if (x > UNIT) return PI / 2n - atan(div(UNIT, x));
  let reduced = x;
  for (let i = 0; i < 4; i++) reduced = div(reduced, UNIT + sqrt(UNIT + mul(reduced, reduced)));
  const square = mul(reduced, reduced);
  let power = reduced;
  let total = reduced;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = -mul(power, square);
    total += power / k;
  }
  return total << 4n;
}
