import type { Complex } from './complex.ts';
import {
  UNDEFINED,
  complex,
  exponential,
  isReal,
  logarithm,
  magnitude,
  minus,
  plus,
  real,
  realFunction,
  reciprocal,
  sineCosine,
  squareRoot,
  times,
} from './complex.ts';

const ONE = real(1, 0);
const I: Complex = { re: 0, im: 1, err: 0 };
const HALF_PI = real(Math.PI / 2);

function ratio(a: Complex, b: Complex): Complex {
  return times(a, reciprocal(b));
}

function tangent(a: Complex): Complex {
  const [s, c] = sineCosine(a);
  return ratio(s, c);
}

function sinhCosh(a: Complex): readonly [Complex, Complex] {
  if (a.im === 0) {
    const [s, c] = [Math.sinh(a.re), Math.cosh(a.re)];
    const err = (a.err + 4e-16 * (1 + Math.abs(a.re))) * c;
    return [complex(s, 0, err), complex(c, 0, err)];
  }
  const [s, c] = sineCosine(times(I, a));
  return [times(minus(I), s), c];
}

function arcsine(a: Complex): Complex {
  if (isReal(a) && Math.abs(a.re) <= 1) return nearEdge(a, Math.asin(a.re));
  // -i ln(i z + sqrt(1 - z^2))
  return times(minus(I), logarithm(plus(times(I, a), squareRoot(plus(ONE, minus(times(a, a)))))));
}

// The slope is infinite at the edge, so the error there grows to its square root.
function nearEdge(a: Complex, value: number): Complex {
  const distance = 1 - Math.abs(a.re);
  const err = distance > 4 * a.err ? a.err / Math.sqrt(distance) : 4 * Math.sqrt(a.err);
  return complex(value, 0, err + 5e-16);
}

function arccosine(a: Complex): Complex {
  if (isReal(a) && Math.abs(a.re) <= 1) return nearEdge(a, Math.acos(a.re));
  return plus(HALF_PI, minus(arcsine(a)));
}

function arctangent(a: Complex): Complex {
  if (isReal(a)) return realFunction(a, Math.atan, (x) => 1 / (1 + x * x));
  // (i/2) (ln(1 - i z) - ln(1 + i z))
  const iz = times(I, a);
  return times(complex(0, 0.5, 0), plus(logarithm(plus(ONE, minus(iz))), minus(logarithm(plus(ONE, iz)))));
}

function arccotangent(a: Complex): Complex {
  return magnitude(a) <= a.err ? HALF_PI : arctangent(reciprocal(a));
}

function areaSine(a: Complex): Complex {
  if (isReal(a)) return realFunction(a, Math.asinh, () => 1);
  return logarithm(plus(a, squareRoot(plus(times(a, a), ONE))));
}

function areaCosine(a: Complex): Complex {
  return logarithm(plus(a, times(squareRoot(plus(a, ONE)), squareRoot(plus(a, minus(ONE))))));
}

function areaTangent(a: Complex): Complex {
  return times(real(0.5, 0), plus(logarithm(plus(ONE, a)), minus(logarithm(plus(ONE, minus(a))))));
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The gamma function at a real number. */
export function gamma(x: number): number {
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  const t = x - 1;
  let series = LANCZOS[0] ?? 1;
  for (let k = 1; k < 9; k++) series += (LANCZOS[k] ?? 0) / (t + k);
  const w = t + 7.5;
  return Math.sqrt(2 * Math.PI) * w ** (t + 0.5) * Math.exp(-w) * series;
}

function gammaOf(a: Complex): Complex {
  if (!isReal(a) || a.re > 160 || (a.re <= 0 && Math.abs(a.re - Math.round(a.re)) <= a.err)) throw UNDEFINED;
  const value = gamma(a.re);
  return complex(value, 0, Math.abs(value) * (a.err * (2 + Math.log(2 + Math.abs(a.re))) * 8 + 4e-14));
}

// Only of small whole numbers.
function doubleFactorial(a: Complex): Complex {
  if (!Number.isInteger(a.re) || a.im !== 0 || a.re < -1 || a.re > 60) throw UNDEFINED;
  let result = 1;
  for (let k = a.re; k > 1; k -= 2) result *= k;
  return real(result);
}

function binomial(n: Complex, k: Complex): Complex {
  const up = (a: Complex): Complex => gammaOf(plus(a, ONE));
  return ratio(up(n), times(up(k), up(plus(n, minus(k)))));
}

// A value within its error of a whole number is that number.
function rounded(a: Complex, round: (x: number) => number): Complex {
  if (!isReal(a)) throw UNDEFINED;
  const nearest = Math.round(a.re);
  if (Math.abs(a.re - nearest) <= Math.max(a.err, 1e-12)) return real(nearest, 0);
  return real(round(a.re), 0);
}

function modulo(a: Complex, m: Complex): Complex {
  return plus(a, minus(times(m, rounded(ratio(a, m), Math.floor))));
}

function choose(items: readonly Complex[], better: (a: number, b: number) => boolean): Complex {
  if (!items.every(isReal)) throw UNDEFINED;
  return items.reduce((a, b) => (better(b.re, a.re) ? b : a));
}

function angleOf(a: Complex): Complex {
  const m = magnitude(a);
  if (m <= a.err) throw UNDEFINED;
  return complex(
    Math.abs(a.im) <= a.err ? (a.re < 0 ? Math.PI : 0) : Math.atan2(a.im, a.re),
    0,
    a.err / m + 4e-16,
  );
}

type Rule = (a: Complex, b: Complex, all: readonly Complex[]) => Complex;

/** Numeric meaning of each function the parser knows. */
export const NUMERIC: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['sin', (a) => sineCosine(a)[0]],
  ['cos', (a) => sineCosine(a)[1]],
  ['tan', tangent],
  ['cot', (a) => ratio(sineCosine(a)[1], sineCosine(a)[0])],
  ['sec', (a) => reciprocal(sineCosine(a)[1])],
  ['csc', (a) => reciprocal(sineCosine(a)[0])],
  ['sinh', (a) => sinhCosh(a)[0]],
  ['cosh', (a) => sinhCosh(a)[1]],
  ['tanh', (a) => ratio(...sinhCosh(a))],
  ['coth', (a) => reciprocal(ratio(...sinhCosh(a)))],
  ['sech', (a) => reciprocal(sinhCosh(a)[1])],
  ['csch', (a) => reciprocal(sinhCosh(a)[0])],
  ['arcsin', arcsine],
  ['arccos', arccosine],
  ['arctan', arctangent],
  ['arccot', arccotangent],
  ['arcsec', (a) => arccosine(reciprocal(a))],
  ['arccsc', (a) => arcsine(reciprocal(a))],
  ['arcsinh', areaSine],
  ['arccosh', areaCosine],
  ['arctanh', areaTangent],
  ['arccoth', (a) => areaTangent(reciprocal(a))],
  ['arcsech', (a) => areaCosine(reciprocal(a))],
  ['arccsch', (a) => areaSine(reciprocal(a))],
  ['exp', exponential],
  ['ln', logarithm],
  ['logb', (base, x) => ratio(logarithm(x), logarithm(base))],
  ['abs', (a) => complex(magnitude(a), 0, a.err)],
  ['floor', (a) => rounded(a, Math.floor)],
  ['ceil', (a) => rounded(a, Math.ceil)],
  ['sign', (a) => (isReal(a) && magnitude(a) > a.err ? real(Math.sign(a.re), 0) : fail())],
  ['max', (_a, _b, all) => choose(all, (x, y) => x > y)],
  ['min', (_a, _b, all) => choose(all, (x, y) => x < y)],
  ['mod', modulo],
  ['factorial', (a) => gammaOf(plus(a, ONE))],
  ['factorial2', doubleFactorial],
  ['gamma', gammaOf],
  ['binomial', binomial],
  ['re', (a) => complex(a.re, 0, a.err)],
  ['im', (a) => complex(a.im, 0, a.err)],
  ['arg', angleOf],
  ['conjugate', (a) => complex(a.re, -a.im, a.err)],
  ['cis', (a) => exponential(times(I, a))],
]);

function fail(): never {
  throw UNDEFINED;
}
