/** A complex double with a bound on its absolute error. */
export interface Complex {
  readonly re: number;
  readonly im: number;
  readonly err: number;
}

/** Thrown where a function has no value (a pole, or a number too large for a double). */
export class Undefined extends Error {}

/** The one instance that is thrown; a stack trace for each would cost more than the evaluation. */
export const UNDEFINED: Undefined = new Undefined();

const EPS = 2.3e-16;

/** Makes a checked value; out-of-range results have no value. */
export function complex(re: number, im: number, err: number): Complex {
  if (!(Number.isFinite(re) && Number.isFinite(im) && Number.isFinite(err))) throw UNDEFINED;
  return { re, im, err };
}

/** A real double, with its rounding error. */
export function real(value: number, err = Math.abs(value) * EPS): Complex {
  return complex(value, 0, err);
}

/** Magnitude. */
export function magnitude(a: Complex): number {
  return a.im === 0 ? Math.abs(a.re) : Math.hypot(a.re, a.im);
}

/** Sum. */
export function plus(a: Complex, b: Complex): Complex {
  const re = a.re + b.re;
  const im = a.im + b.im;
  return complex(re, im, a.err + b.err + EPS * (Math.abs(re) + Math.abs(im)));
}

/** Negation. */
export function minus(a: Complex): Complex {
  return { re: -a.re, im: -a.im, err: a.err };
}

/** Product. */
export function times(a: Complex, b: Complex): Complex {
  const re = a.im === 0 && b.im === 0 ? a.re * b.re : a.re * b.re - a.im * b.im;
  const im = a.im === 0 && b.im === 0 ? 0 : a.re * b.im + a.im * b.re;
  const [m, n] = [magnitude(a), magnitude(b)];
  return complex(re, im, m * b.err + n * a.err + a.err * b.err + 3 * EPS * m * n);
}

/** Reciprocal. */
export function reciprocal(a: Complex): Complex {
  const m = magnitude(a);
  if (m <= a.err || m < 1e-290) throw UNDEFINED;
  const square = m * m;
  const result = 1 / m;
  const re = a.im === 0 ? 1 / a.re : a.re / square;
  return complex(re, a.im === 0 ? 0 : -a.im / square, (a.err * result) / (m - a.err) + 4 * EPS * result);
}

/** Exponential. */
export function exponential(a: Complex): Complex {
  const m = Math.exp(a.re);
  const err = m * (Math.expm1(Math.min(a.err, 700)) + EPS * (3 + Math.abs(a.re) + Math.abs(a.im)));
  return a.im === 0 ? complex(m, 0, err) : complex(m * Math.cos(a.im), m * Math.sin(a.im), err);
}

/** Principal logarithm; an imaginary part within the error counts as zero. */
export function logarithm(a: Complex): Complex {
  const m = magnitude(a);
  if (m <= a.err) throw UNDEFINED;
  const im = Math.abs(a.im) <= a.err ? 0 : a.im;
  const angle = im === 0 ? (a.re < 0 ? Math.PI : 0) : Math.atan2(im, a.re);
  const re = Math.log(m);
  return complex(re, angle, a.err / (m - a.err) + 2 * EPS * (1 + Math.abs(re) + Math.abs(angle)));
}

/** Whole power by squaring. */
export function integerPower(a: Complex, exponent: number): Complex {
  if (exponent < 0) return reciprocal(integerPower(a, -exponent));
  let result: Complex = { re: 1, im: 0, err: 0 };
  let square = a;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(result, square);
    if (left > 1) square = times(square, square);
  }
  return result;
}

/** Principal power. */
export function raise(base: Complex, exponent: Complex): Complex {
  if (
    exponent.im === 0 &&
    Number.isInteger(exponent.re) &&
    exponent.err <= Math.abs(exponent.re) * EPS &&
    Math.abs(exponent.re) <= 1024
  )
    return integerPower(base, exponent.re);
  if (magnitude(base) <= base.err) {
    if (base.err === 0 && exponent.re > exponent.err) return { re: 0, im: 0, err: 0 };
    if (exponent.re > exponent.err) return complex(0, 0, (magnitude(base) + base.err) ** exponent.re);
    throw UNDEFINED;
  }
  if (exponent.im === 0 && exponent.re === 0.5) return squareRoot(base);
  return exponential(times(exponent, logarithm(base)));
}

/** Principal square root. */
export function squareRoot(a: Complex): Complex {
  const m = magnitude(a);
  const root = Math.sqrt(m);
  const err = m > 2 * a.err ? a.err / root + 3 * EPS * root : Math.sqrt(a.err + m);
  if (Math.abs(a.im) <= a.err) return a.re >= 0 ? complex(root, 0, err) : complex(0, root, err);
  const re = Math.sqrt((m + Math.abs(a.re)) / 2);
  const im = a.im / (2 * re);
  return a.re >= 0 ? complex(re, im, err) : complex(Math.abs(im), a.im < 0 ? -re : re, err);
}

/** Sine and cosine together. */
export function sineCosine(a: Complex): readonly [sine: Complex, cosine: Complex] {
  const [s, c] = [Math.sin(a.re), Math.cos(a.re)];
  const [h, g] = a.im === 0 ? [0, 1] : [Math.sinh(a.im), Math.cosh(a.im)];
  const err = (a.err + EPS * (2 + Math.abs(a.re))) * (g + Math.abs(h)) + EPS * g;
  return [complex(s * g, c * h, err), complex(c * g, -s * h, err)];
}

/** A real function applied to the real part, with an error from its slope; complex arguments have no value. */
export function realFunction(
  a: Complex,
  value: (x: number) => number,
  slope: (x: number) => number,
): Complex {
  if (Math.abs(a.im) > a.err) throw UNDEFINED;
  const y = value(a.re);
  return complex(y, 0, a.err * (Math.abs(slope(a.re)) + 1e-9) + 4 * EPS * (1 + Math.abs(y)));
}

/** Whether a value is real within its error. */
export function isReal(a: Complex): boolean {
  return Math.abs(a.im) <= Math.max(a.err, 1e-13 * Math.abs(a.re));
}
