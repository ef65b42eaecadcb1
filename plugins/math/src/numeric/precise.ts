import type { Budget } from '../limits.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import type { Rational } from '../tree/rational.ts';
import { toNumber } from '../tree/rational.ts';
import { exactValue } from './exact.ts';
import type { Convention } from './evaluate.ts';
import {
  BITS,
  HUGE,
  OUT_OF_RANGE,
  OutOfRange,
  PI,
  UNIT,
  atan,
  div,
  exp,
  ln,
  mul,
  sinCos,
  sqrt,
} from './fixed.ts';

/** A complex fixed-point number. */
interface Precise {
  readonly re: bigint;
  readonly im: bigint;
}

/** Bits that must agree when two constants are the same. */
const AGREE = 190n;

/**
 * Compares two trees without variables to about 57 digits: `undefined` when a value is out of range or a
 * function is not supported.
 */
export function preciselyEqual(
  a: Node,
  b: Node,
  convention: Convention,
  budget: Budget,
): boolean | undefined {
  try {
    const evaluator = new PreciseEvaluator(convention, budget);
    const [left, right] = [evaluator.value(a), evaluator.value(b)];
    const size = [left.re, left.im, right.re, right.im].map(absolute).reduce((x, y) => (x > y ? x : y));
    if (size < 1n << (BITS - 100n)) return undefined;
    const scale = size > UNIT ? size : UNIT;
    const bound = scale >> AGREE;
    return absolute(left.re - right.re) <= bound && absolute(left.im - right.im) <= bound;
  } catch (error) {
    if (error instanceof OutOfRange) return undefined;
    throw error;
  }
}

function absolute(x: bigint): bigint {
  return x < 0n ? -x : x;
}

function fromRational(value: Rational): bigint {
  const result = (value.n << BITS) / value.d;
  if (absolute(result) > HUGE) throw OUT_OF_RANGE;
  return result;
}

class PreciseEvaluator {
  private readonly convention: Convention;
  private readonly budget: Budget;
  private inAngle = false;

  constructor(convention: Convention, budget: Budget) {
    this.convention = convention;
    this.budget = budget;
  }

  value(node: Node): Precise {
    this.budget.spend(40);
    switch (node.kind) {
      case 'number':
      case 'based':
        return { re: fromRational(node.value), im: 0n };
      case 'constant':
        return this.constant(node.name);
      case 'sum':
        return node.items.map((item) => this.value(item)).reduce(plus);
      case 'product':
        return node.items.map((item) => this.value(item)).reduce(times);
      case 'power':
        return this.power(node);
      case 'percent':
        return times(this.value(node.item), { re: UNIT / 100n, im: 0n });
      case 'degrees':
        return this.degrees(node.item);
      case 'call':
        return this.call(node);
      default:
        throw OUT_OF_RANGE;
    }
  }

  private constant(name: string): Precise {
    if (name === 'pi') return { re: PI, im: 0n };
    if (name === 'e') return { re: exp(UNIT), im: 0n };
    if (name === 'i') return { re: 0n, im: UNIT };
    throw OUT_OF_RANGE;
  }

  private degrees(item: Node): Precise {
    const inside = this.value(item);
    return this.inAngle || this.convention.degrees === 'radians'
      ? times(inside, { re: PI / 180n, im: 0n })
      : inside;
  }

  private power(node: NodeOf<'power'>): Precise {
    const exponent = exactValue(node.exponent);
    if (node.base.kind === 'constant' && node.base.name === 'e') return complexExp(this.value(node.exponent));
    const base = this.value(node.base);
    if (!exponent) return complexExp(times(this.value(node.exponent), complexLn(base)));
    if (exponent.d === 1n) return wholePower(base, exponent.n);
    if (base.im === 0n && base.re < 0n && this.convention.roots === 'real' && exponent.d % 2n === 1n) {
      const size = fractionalPower({ re: -base.re, im: 0n }, exponent);
      return exponent.n % 2n === 0n ? size : minus(size);
    }
    return fractionalPower(base, exponent);
  }

  private call(node: NodeOf<'call'>): Precise {
    const exact = exactValue(node);
    if (exact) return { re: fromRational(exact), im: 0n };
    const outer = this.inAngle;
    this.inAngle = outer || ['sin', 'cos', 'tan', 'cot', 'sec', 'csc'].includes(node.name);
    const items = node.items.map((item) => this.value(item));
    this.inAngle = outer;
    return this.apply(node.name, items[0] ?? ZERO, items[1] ?? ZERO, node);
  }

  private apply(name: string, x: Precise, y: Precise, node: NodeOf<'call'>): Precise {
    if (name === 'log')
      return this.convention.logBase === 'e'
        ? complexLn(x)
        : over(complexLn(x), { re: ln(10n * UNIT), im: 0n });
    if (name === 'logb') return over(complexLn(y), complexLn(x));
    if (name === 'ln') return complexLn(x);
    if (name === 'root') return this.root(x, node.items[1]);
    if (name === 'abs') return { re: size(x), im: 0n };
    const rule = REAL.get(name);
    if (!rule || x.im !== 0n) throw OUT_OF_RANGE;
    return { re: rule(x.re), im: 0n };
  }

  private root(x: Precise, degreeNode: Node | undefined): Precise {
    const degree = degreeNode && exactValue(degreeNode);
    if (!degree || degree.d !== 1n || degree.n < 1n) throw OUT_OF_RANGE;
    const exponent = { n: 1n, d: degree.n };
    return x.im === 0n && x.re < 0n && degree.n % 2n === 1n
      ? minus(fractionalPower(minus(x), exponent))
      : fractionalPower(x, exponent);
  }
}

const ZERO: Precise = { re: 0n, im: 0n };

function plus(a: Precise, b: Precise): Precise {
  return { re: a.re + b.re, im: a.im + b.im };
}

function minus(a: Precise): Precise {
  return { re: -a.re, im: -a.im };
}

function times(a: Precise, b: Precise): Precise {
  if (a.im === 0n && b.im === 0n) return { re: mul(a.re, b.re), im: 0n };
  return { re: mul(a.re, b.re) - mul(a.im, b.im), im: mul(a.re, b.im) + mul(a.im, b.re) };
}

function over(a: Precise, b: Precise): Precise {
  if (b.im === 0n && a.im === 0n) return { re: div(a.re, b.re), im: 0n };
  const square = mul(b.re, b.re) + mul(b.im, b.im);
  const top = times(a, { re: b.re, im: -b.im });
  return { re: div(top.re, square), im: div(top.im, square) };
}

function size(a: Precise): bigint {
  return a.im === 0n ? absolute(a.re) : sqrt(mul(a.re, a.re) + mul(a.im, a.im));
}

function wholePower(base: Precise, exponent: bigint): Precise {
  if (exponent < 0n) return over({ re: UNIT, im: 0n }, wholePower(base, -exponent));
  if (exponent > 100_000n) throw OUT_OF_RANGE;
  let result: Precise = { re: UNIT, im: 0n };
  let square = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = times(result, square);
    if (left > 1n) square = times(square, square);
  }
  return result;
}

function fractionalPower(base: Precise, exponent: Rational): Precise {
  if (exponent.d === 2n) return wholePower(squareRoot(base), exponent.n);
  if (base.re === 0n && base.im === 0n && exponent.n > 0n) return ZERO;
  if (toNumber(exponent) > 1e6) throw OUT_OF_RANGE;
  return complexExp(times({ re: fromRational(exponent), im: 0n }, complexLn(base)));
}

function squareRoot(a: Precise): Precise {
  if (a.im === 0n) return a.re >= 0n ? { re: sqrt(a.re), im: 0n } : { re: 0n, im: sqrt(-a.re) };
  const m = size(a);
  const re = sqrt((m + a.re) / 2n);
  const im = sqrt((m - a.re) / 2n);
  return { re, im: a.im < 0n ? -im : im };
}

function complexExp(a: Precise): Precise {
  const scale = exp(a.re);
  if (a.im === 0n) return { re: scale, im: 0n };
  const [s, c] = sinCos(a.im);
  return { re: mul(scale, c), im: mul(scale, s) };
}

function complexLn(a: Precise): Precise {
  const im = near(a.im) ? 0n : a.im;
  if (im === 0n) return a.re > 0n ? { re: ln(a.re), im: 0n } : { re: ln(-a.re), im: PI };
  const square = mul(a.re, a.re) + mul(im, im);
  return { re: ln(square) / 2n, im: angle(a.re, im) };
}

function near(x: bigint): boolean {
  return absolute(x) < 1n << 40n;
}

function angle(re: bigint, im: bigint): bigint {
  if (absolute(re) >= absolute(im))
    return re > 0n ? atan(div(im, re)) : atan(div(im, re)) + (im < 0n ? -PI : PI);
  return (im > 0n ? PI / 2n : -PI / 2n) - atan(div(re, im));
}

function arcsine(x: bigint): bigint {
  if (absolute(x) > UNIT) throw OUT_OF_RANGE;
  if (absolute(x) === UNIT) return x > 0n ? PI / 2n : -PI / 2n;
  return atan(div(x, sqrt(UNIT - mul(x, x))));
}

function sinh(x: bigint): bigint {
  return (exp(x) - exp(-x)) / 2n;
}

function cosh(x: bigint): bigint {
  return (exp(x) + exp(-x)) / 2n;
}

const REAL: ReadonlyMap<string, (x: bigint) => bigint> = new Map([
  ['sin', (x) => sinCos(x)[0]],
  ['cos', (x) => sinCos(x)[1]],
  ['tan', (x) => div(...sinCos(x))],
  ['cot', (x) => div(sinCos(x)[1], sinCos(x)[0])],
  ['sec', (x) => div(UNIT, sinCos(x)[1])],
  ['csc', (x) => div(UNIT, sinCos(x)[0])],
  ['arcsin', arcsine],
  ['arccos', (x) => PI / 2n - arcsine(x)],
  ['arctan', atan],
  ['arccot', (x) => (x === 0n ? PI / 2n : atan(div(UNIT, x)))],
  ['sinh', sinh],
  ['cosh', cosh],
  ['tanh', (x) => div(sinh(x), cosh(x))],
  ['arcsinh', (x) => ln(x + sqrt(mul(x, x) + UNIT))],
  ['arccosh', (x) => ln(x + sqrt(mul(x, x) - UNIT))],
  ['arctanh', (x) => ln(div(UNIT + x, UNIT - x)) / 2n],
]);
