import { LIMITS } from '../limits.ts';
import type { Budget } from '../limits.ts';
import { hashOf, keyOf } from '../tree/key.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import { children } from '../tree/node.ts';
import { toNumber } from '../tree/rational.ts';
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
  raise,
  real,
  times,
} from './complex.ts';
import { NUMERIC } from './functions.ts';

/** Conventions under which a tree is evaluated. */
export interface Convention {
  /** Base of a bare `\log`. */
  readonly logBase: 'ten' | 'e';
  /** Whether odd roots of negative numbers are real. */
  readonly roots: 'principal' | 'real';
  /** Whether a degree sign outside a function multiplies by pi/180. */
  readonly degrees: 'number' | 'radians';
}

const TRIGONOMETRIC = new Set(['sin', 'cos', 'tan', 'cot', 'sec', 'csc', 'cis']);

/** Evaluates trees at one point in complex doubles with error bounds. */
export class Evaluator {
  private readonly values: Map<string, Complex> = new Map();
  private readonly point: number;
  private readonly convention: Convention;
  private readonly budget: Budget;
  private inAngle = false;
  private loops = 0;
  /** Whether a function of real numbers gave a complex one, so that the point lies outside the real domain. */
  leftReals = false;

  constructor(point: number, convention: Convention, budget: Budget) {
    this.point = point;
    this.convention = convention;
    this.budget = budget;
  }

  /** Fixes the value of a variable. */
  bind(name: string, value: Complex): void {
    this.values.set(name, value);
  }

  /** The value of a tree; throws `Undefined` where it has none. */
  value(node: Node): Complex {
    this.budget.spend();
    switch (node.kind) {
      case 'number':
      case 'based':
        return exactDouble(node);
      case 'constant':
        return constantValue(node);
      case 'symbol':
        return this.variable(node.name);
      case 'sum':
        return node.items.reduce<Complex>((total, item) => plus(total, this.value(item)), ZERO);
      case 'product':
        return node.items.reduce<Complex>((total, item) => times(total, this.value(item)), ONE);
      case 'power':
        return this.power(node);
      case 'percent':
        return times(this.value(node.item), real(0.01));
      case 'degrees':
        return this.inAngle || this.convention.degrees === 'radians'
          ? times(this.value(node.item), real(Math.PI / 180))
          : this.value(node.item);
      case 'call':
        return this.call(node);
      case 'series':
        return this.series(node);
      default:
        throw UNDEFINED;
    }
  }

  private variable(name: string): Complex {
    const known = this.values.get(name);
    if (known) return known;
    const value = real(sample(name, this.point), 0);
    this.values.set(name, value);
    return value;
  }

  private power(node: NodeOf<'power'>): Complex {
    if (node.base.kind === 'constant' && node.base.name === 'e')
      return exponential(this.value(node.exponent));
    const base = this.value(node.base);
    const exponent = node.exponent;
    if (exponent.kind === 'number' && exponent.value.d !== 1n && base.re < 0 && isReal(base)) {
      if (this.convention.roots === 'real' && exponent.value.d % 2n === 1n)
        return realPower(base, exponent.value.n, toNumber(exponent.value));
    }
    const raised = this.value(exponent);
    return this.watch(raise(base, raised), isReal(base) && isReal(raised));
  }

  private watch(result: Complex, realInput: boolean): Complex {
    if (realInput && !isReal(result)) this.leftReals = true;
    return result;
  }

  private call(node: NodeOf<'call'>): Complex {
    if (node.name === 'log') return this.logarithm(node);
    if (node.name === 'root') return this.root(node);
    const rule = NUMERIC.get(node.name);
    if (!rule) return this.opaque(node);
    this.budget.spend(4);
    const outer = this.inAngle;
    this.inAngle = outer || TRIGONOMETRIC.has(node.name);
    const items = node.items.map((item) => this.value(item));
    this.inAngle = outer;
    return this.watch(rule(items[0] ?? ZERO, items[1] ?? ZERO, items), items.every(isReal));
  }

  private logarithm(node: NodeOf<'call'>): Complex {
    const inside = this.value(node.items[0] ?? node);
    const value = this.watch(logarithm(inside), isReal(inside));
    return this.convention.logBase === 'e' ? value : times(value, real(1 / Math.LN10));
  }

  private root(node: NodeOf<'call'>): Complex {
    const [inside, degree] = node.items;
    const x = this.value(inside ?? node);
    const n = this.value(degree ?? node);
    const inverse = real(1 / n.re);
    if (isReal(x) && x.re < 0 && n.im === 0 && Math.abs(n.re % 2) === 1)
      return minus(raise(minus(complex(x.re, 0, x.err)), inverse));
    return this.watch(raise(x, inverse), isReal(x));
  }

  // An unknown function is a smooth random one of its arguments; anything else has a random value for its form.
  private opaque(node: NodeOf<'call'>): Complex {
    if (!node.name.startsWith('fn:')) return real(sample(keyOf(node), this.point), 0);
    let phase = real(unit(hashOf(node.name, 17)), 0);
    node.items.forEach((item, index) => {
      phase = plus(phase, times(this.value(item), real(0.3 + unit(hashOf(`${node.name}${index}`, 5)), 0)));
    });
    const size = magnitude(phase);
    return size > 1e8
      ? fail()
      : complex(
          Math.sin(phase.re) * 1.3 + Math.cos(0.37 * phase.re + phase.im) + 2.5,
          0,
          phase.err * 2 + 1e-15,
        );
  }

  private series(node: NodeOf<'series'>): Complex {
    const [lower, upper, body] = node.items as [Node, Node, Node];
    const from = this.bound(lower);
    const to = this.bound(upper);
    if (from === undefined || to === undefined || to - from >= LIMITS.terms)
      return real(sample(keyOf(node), this.point), 0);
    // A sum to below its start has a convention, and formulas in closed form do not follow it.
    if (to < from - 1) fail();
    const saved = this.values.get(node.index);
    let total = node.name === 'sum' ? ZERO : ONE;
    if (++this.loops > 3) fail();
    for (let k = from; k <= to; k++) {
      this.values.set(node.index, real(k, 0));
      total = node.name === 'sum' ? plus(total, this.value(body)) : times(total, this.value(body));
    }
    this.loops -= 1;
    if (saved) this.values.set(node.index, saved);
    else this.values.delete(node.index);
    return total;
  }

  private isKnown(node: Node): boolean {
    return node.kind === 'symbol'
      ? this.values.has(node.name)
      : children(node).every((child) => this.isKnown(child));
  }

  private bound(node: Node): number | undefined {
    if (!this.isKnown(node)) return undefined;
    const value = this.value(node);
    return Number.isInteger(value.re) && value.im === 0 && Math.abs(value.re) < 1e6 ? value.re : undefined;
  }
}

const ZERO: Complex = { re: 0, im: 0, err: 0 };
const ONE: Complex = { re: 1, im: 0, err: 0 };

function exactDouble(node: NodeOf<'number'> | NodeOf<'based'>): Complex {
  const value = toNumber(node.value);
  return real(value, node.value.d === 1n && Number.isSafeInteger(value) ? 0 : Math.abs(value) * 1.2e-16);
}

function constantValue(node: NodeOf<'constant'>): Complex {
  if (node.name === 'pi') return real(Math.PI);
  if (node.name === 'e') return real(Math.E);
  return node.name === 'i' ? { re: 0, im: 1, err: 0 } : fail();
}

function realPower(base: Complex, top: bigint, exponent: number): Complex {
  const size = raise(minus(complex(base.re, 0, base.err)), real(exponent));
  return top % 2n === 0n ? size : minus(size);
}

function unit(hash: number): number {
  return hash / 4_294_967_296;
}

// Small and large, positive and negative values, so that domains of several kinds are met.
const SCALES: readonly (readonly [number, number])[] = [
  [0.15, 0.8],
  [0.9, 1.6],
  [-0.9, 0.7],
  [1.7, 3.3],
  [-3.1, 2],
  [4, 9],
  [0.2, 2.6],
  [-9, 8.5],
  [0.05, 0.9],
  [12, 27],
  [0.5, 5],
  [-2, 4],
  [-47, 30],
  [-5200, 3000],
  [1300, 4000],
  ...Array.from({ length: 6 }, (_, index): readonly [number, number] => [0.3 + index / 4, 2.4]),
];

/** From this point on each name has a sign of its own, so that signs of variables differ from each other. */
const MIXED = SCALES.length - 6;

/** Number of different sample points. */
export const POINTS: number = SCALES.length;

function sample(name: string, point: number): number {
  const [from, width] = SCALES[point % SCALES.length] ?? [0, 1];
  const value = from + width * unit(hashOf(name, point * 7919 + 13));
  if (point < MIXED) return value;
  // Single letters differ in the low bits of their codes, so any two have different signs somewhere.
  const bits = name.length === 1 ? name.charCodeAt(0) & 31 : hashOf(name, 3) & 31;
  const bit = point - MIXED < 5 ? bits >> (point - MIXED) : hashOf(name, 29);
  return (bit & 1) === 1 ? -value : value;
}

function fail(): never {
  throw UNDEFINED;
}
