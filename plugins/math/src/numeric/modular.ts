import type { Budget } from '../limits.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import { hashOf } from '../tree/key.ts';
import { children, integer, replaceSymbol } from '../tree/node.ts';
import { exactValue } from './exact.ts';
import { NOT_RATIONAL, POLE } from './faults.ts';
import { powerResidue } from './tower.ts';
import type { Rational } from '../tree/rational.ts';

/** Primes below 2^26, so that a product of two residues is exact in a double; all are 1 modulo 4, so that i exists. */
export const PRIMES = [67_108_837, 67_108_777, 67_108_757, 67_108_753] as const;

/** Largest n of a factorial that is multiplied out modulo a prime. */
const MOST_FACTORS = 20_000n;

/** What a tower costs of the budget in each term of a sum: the modulus of its exponent is factored. */
const TOWER_STEPS = 300;

/** Largest number of terms of a sum, times the size of a term. */
const MOST_TERM_NODES = 12_000n;

/** Evaluates rational functions over one prime field at one pseudo-random point. */
export class ModularPoint {
  readonly p: number;
  private readonly salt: number;
  private readonly budget: Budget;
  private loops = 0;
  private root: number | undefined;

  constructor(p: number, salt: number, budget: Budget) {
    this.p = p;
    this.salt = salt;
    this.budget = budget;
  }

  /** The value of a tree as numerator and denominator, so that equations keep their zeros. */
  value(node: Node): number {
    this.budget.spend();
    switch (node.kind) {
      case 'number':
      case 'based':
        return this.rational(node.value);
      case 'symbol':
        return this.variable(`$${node.name}`);
      case 'constant':
        return this.constant(node.name);
      case 'sum':
        return node.items.reduce((total, item) => (total + this.value(item)) % this.p, 0);
      case 'product':
        return node.items.reduce((total, item) => (total * this.value(item)) % this.p, 1);
      case 'power':
        return this.power(node);
      case 'percent':
        return this.divide(this.value(node.item), 100);
      case 'call':
        return this.counting(node);
      case 'series':
        return this.series(node);
      default:
        throw NOT_RATIONAL;
    }
  }

  // A sum or product between whole bounds, term by term.
  private series(node: NodeOf<'series'>): number {
    const [lower, upper, body] = node.items as [Node, Node, Node];
    const [from, to] = [exactValue(lower), exactValue(upper)];
    if (from?.d !== 1n || to?.d !== 1n || to.n - from.n < -1n) throw NOT_RATIONAL;
    if ((to.n - from.n) * BigInt(sizeOf(body)) > MOST_TERM_NODES) throw NOT_RATIONAL;
    let total = node.name === 'sum' ? 0 : 1;
    this.loops += 1;
    for (let k = from.n; k <= to.n; k++) {
      const term = this.value(replaceSymbol(body, node.index, integer(k)));
      total = node.name === 'sum' ? (total + term) % this.p : (total * term) % this.p;
    }
    this.loops -= 1;
    return total;
  }

  // Factorials and binomials of whole numbers too large to write out.
  private counting(node: NodeOf<'call'>): number {
    const [n, k] = node.items.map((item) => exactValue(item));
    if (!n || n.d !== 1n || n.n < 0n || n.n > MOST_FACTORS) throw NOT_RATIONAL;
    if (node.name === 'factorial') return this.falling(n.n, n.n);
    if (node.name !== 'binomial' || k?.d !== 1n || k.n < 0n || k.n > n.n) throw NOT_RATIONAL;
    return this.divide(this.falling(n.n, k.n), this.falling(k.n, k.n));
  }

  // n (n - 1) ... with `count` factors.
  private falling(n: bigint, count: bigint): number {
    const [top, factors] = [Number(n), Number(count)];
    this.budget.spend(Math.ceil(factors / 8));
    let result = 1;
    for (let k = 0; k < factors; k++) result = (result * (top - k)) % this.p;
    return result;
  }

  /** Numerator and denominator, unreduced. */
  fraction(node: Node): readonly [number, number] {
    if (node.kind === 'sum') return this.sumFraction(node);
    if (node.kind === 'product') return this.productFraction(node);
    if (node.kind === 'power' && exponentOf(node) !== undefined) return this.powerFraction(node);
    return [this.value(node), 1];
  }

  private sumFraction(node: NodeOf<'sum'>): readonly [number, number] {
    let [top, bottom] = [0, 1];
    for (const item of node.items) {
      const [n, d] = this.fraction(item);
      if (d === bottom) top = (top + n) % this.p;
      else [top, bottom] = [(((top * d) % this.p) + ((n * bottom) % this.p)) % this.p, (bottom * d) % this.p];
    }
    return [top, bottom];
  }

  private productFraction(node: NodeOf<'product'>): readonly [number, number] {
    let [top, bottom] = [1, 1];
    for (const item of node.items) {
      const [n, d] = this.fraction(item);
      [top, bottom] = [(top * n) % this.p, (bottom * d) % this.p];
    }
    return [top, bottom];
  }

  private powerFraction(node: NodeOf<'power'>): readonly [number, number] {
    const exponent = exponentOf(node) ?? 0n;
    const [n, d] = this.fraction(node.base);
    const size = exponent < 0n ? -exponent : exponent;
    const [top, bottom] = [this.raise(n, size), this.raise(d, size)];
    return exponent < 0n ? [bottom, top] : [top, bottom];
  }

  private constant(name: string): number {
    if (name === 'infinity') throw NOT_RATIONAL;
    return name === 'i' ? this.imaginary() : this.variable(`#${name}`);
  }

  private imaginary(): number {
    if (this.root !== undefined) return this.root;
    for (let g = 2; ; g++) {
      const candidate = this.raise(g, BigInt((this.p - 1) / 4));
      if ((candidate * candidate) % this.p === this.p - 1) return (this.root = candidate);
    }
  }

  /** A pseudo-random residue for a name. */
  variable(name: string): number {
    return (hashOf(name, this.salt) % (this.p - 2)) + 1;
  }

  /** The residue of an exact number. */
  rational(value: Rational): number {
    const top = reduce(value.n, this.p);
    return value.d === 1n ? top : this.divide(top, reduce(value.d, this.p));
  }

  private power(node: NodeOf<'power'>): number {
    const exponent = exponentOf(node) ?? (this.loops > 0 ? this.wholeExponent(node.exponent) : undefined);
    if (exponent === undefined) return this.tower(node);
    const base = this.value(node.base);
    if (exponent < 0n) return this.divide(1, this.raise(base, -exponent));
    return this.raise(base, exponent);
  }

  // 2k + 1 and the like once k is a number; a power stays, since its residue is found without its digits.
  private wholeExponent(node: Node): bigint | undefined {
    if (node.kind !== 'sum' && node.kind !== 'product') return undefined;
    this.budget.spend(10);
    const value = exactValue(node);
    return value?.d === 1n ? value.n : undefined;
  }

  private tower(node: NodeOf<'power'>): number {
    if (node.exponent.kind !== 'power' && node.exponent.kind !== 'product' && node.exponent.kind !== 'sum')
      throw NOT_RATIONAL;
    if (this.loops > 0) this.budget.spend(TOWER_STEPS);
    return powerResidue(this.value(node.base), node.exponent, this.p);
  }

  private raise(base: number, exponent: bigint): number {
    if (base === 0) return exponent === 0n ? 1 : 0;
    let left = exponent < 4096n ? Number(exponent) : Number(exponent % BigInt(this.p - 1));
    let result = 1;
    for (let square = base; left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) result = (result * square) % this.p;
      square = (square * square) % this.p;
    }
    return result;
  }

  private divide(a: number, b: number): number {
    if (b % this.p === 0) throw POLE;
    return (a * inverse(b, this.p)) % this.p;
  }
}

function sizeOf(node: Node): number {
  return children(node).reduce((total, child) => total + sizeOf(child), 1);
}

function exponentOf(node: NodeOf<'power'>): bigint | undefined {
  return node.exponent.kind === 'number' && node.exponent.value.d === 1n ? node.exponent.value.n : undefined;
}

function reduce(value: bigint, p: number): number {
  const residue = Number(value % BigInt(p));
  return residue < 0 ? residue + p : residue;
}

function inverse(value: number, p: number): number {
  let [a, b] = [value % p, p];
  let [x, y] = [1, 0];
  while (a > 1) {
    const q = Math.floor(b / a);
    [a, b] = [b - q * a, a];
    [x, y] = [y - q * x, x];
    if (a === 0) throw POLE;
  }
  return x < 0 ? x + p : x;
}
