import { LimitError } from '../limits.ts';
import { exactValue } from '../numeric/exact.ts';
import { NotRational, Pole } from '../numeric/faults.ts';
import { ModularPoint, PRIMES } from '../numeric/modular.ts';
import type { Convention } from '../numeric/evaluate.ts';
import { keyOf } from '../tree/key.ts';
import type { Node } from '../tree/node.ts';
import { some } from '../tree/node.ts';
import { same, toNumber } from '../tree/rational.ts';
import type { Context, Decision } from './context.ts';
import { different, equal, undecided } from './context.ts';
import type { Decimal } from './decimals.ts';
import { asDecimal, roundsTo } from './decimals.ts';
import { numericConstant, sampleEqual } from './sampling.ts';

/** Compares two scalar trees, cheapest decisive step first. */
export function compareScalars(a: Node, b: Node, context: Context): Decision {
  if (keyOf(a) === keyOf(b)) return equal('same form');
  const infinite = compareInfinities(a, b);
  if (infinite) return infinite;
  const [left, right] = [exactValue(a), exactValue(b)];
  if (left && right && same(left, right)) return equal('exact numbers');
  const rounded = compareDecimal(a, b, context);
  if (rounded) return rounded;
  if (left && right) return percentOf(a, b, context) ?? different('exact numbers');
  return compareByValue(a, b, context);
}

function compareByValue(a: Node, b: Node, context: Context): Decision {
  const modular = compareModular(a, b, context);
  if (modular?.equal) return modular;
  const plainPercent = percentOf(a, b, context);
  if (plainPercent) return plainPercent;
  if (modular) return modular;
  let result = undecided('no convention gave a value');
  for (const convention of conventions(a, b, context)) {
    const decision = sampleEqual(a, b, convention, context);
    if (decision.equal) return decision;
    if (decision.equal === false || result.step.startsWith('no convention')) result = decision;
  }
  return result;
}

function compareInfinities(a: Node, b: Node): Decision | undefined {
  const [left, right] = [infinitySign(a), infinitySign(b)];
  if (left === undefined && right === undefined) return undefined;
  return left === right ? equal('infinities') : different('infinities');
}

/** 1 or -1 for an infinity, `undefined` for anything else. */
export function infinitySign(node: Node): number | undefined {
  if (node.kind === 'constant') return node.name === 'infinity' ? 1 : undefined;
  if (node.kind !== 'product' || node.items.length !== 2) return undefined;
  const [first, second] = node.items;
  return first?.kind === 'number' &&
    first.value.n < 0n &&
    second?.kind === 'constant' &&
    second.name === 'infinity'
    ? -1
    : undefined;
}

// "10%" against "10": equal only by policy, when exactly one side has the sign.
function percentOf(a: Node, b: Node, context: Context): Decision | undefined {
  if (a.kind === 'degrees' || b.kind === 'degrees') return undefined;
  if (context.policy.percent !== 'either' || (a.kind === 'percent') === (b.kind === 'percent'))
    return undefined;
  const [inside, other] = a.kind === 'percent' ? [a.item, b] : b.kind === 'percent' ? [b.item, a] : [a, b];
  return compareScalars(inside, other, context).equal
    ? equal('the percent sign left out', 'percent')
    : undefined;
}

function compareDecimal(a: Node, b: Node, context: Context): Decision | undefined {
  const [left, right] = [asDecimal(a), asDecimal(b)];
  if (left && !right) return standsFor(left, b, context);
  if (right && !left) return standsFor(right, a, context);
  return undefined;
}

// A decimal stands for a value it rounds, when it has enough significant digits.
function standsFor(literal: Decimal, node: Node, context: Context): Decision | undefined {
  const exact = exactValue(node);
  if (exact?.d === 1n) return undefined;
  if (literal.digits < context.policy.decimalDigits)
    return exact
      ? different('a decimal with too few digits', 'decimalDigits')
      : roughly(literal, node, context);
  const rounds = exact ? roundsTo(exact, literal) : numericRounds(literal, node, context);
  if (rounds === undefined) return undefined;
  return rounds
    ? equal('a rounded decimal', 'decimalDigits')
    : different('a decimal outside half a unit of its last place', 'decimalDigits');
}

function roughly(literal: Decimal, node: Node, context: Context): Decision | undefined {
  const value = numericConstant(node, context);
  if (value === undefined) return undefined;
  return Math.abs(value - toNumber(literal.value)) > 1e-9 * Math.abs(value)
    ? different('a decimal with too few digits', 'decimalDigits')
    : undefined;
}

function numericRounds(literal: Decimal, node: Node, context: Context): boolean | undefined {
  const value = numericConstant(node, context);
  if (value === undefined) return undefined;
  return Math.abs(value - toNumber(literal.value)) <= toNumber(literal.half) + 4e-16 * Math.abs(value);
}

/** Compares rational functions (and huge powers) at random points of prime fields. */
export function compareModular(a: Node, b: Node, context: Context): Decision | undefined {
  let tested = 0;
  try {
    for (const [index, p] of PRIMES.entries()) {
      const point = new ModularPoint(p, index * 101 + 7, context.budget);
      const same = modularSame(point, a, b);
      if (same === false) return different('rational functions');
      if (same) tested += 1;
    }
  } catch (error) {
    if (error instanceof NotRational) return undefined;
    throw error;
  }
  return tested >= 2 ? equal('rational functions') : undefined;
}

function modularSame(point: ModularPoint, a: Node, b: Node): boolean | undefined {
  try {
    return point.value(a) === point.value(b);
  } catch (error) {
    if (error instanceof Pole) return undefined;
    throw error;
  }
}

/** The conventions to try, the usual one first. */
export function conventions(a: Node, b: Node, context: Context): Convention[] {
  const uses = (test: (node: Node) => boolean): boolean => some(a, test) || some(b, test);
  const { logBase, roots, degrees } = context.policy;
  const bases = uses((node) => node.kind === 'call' && node.name === 'log')
    ? logBase === 'either'
      ? (['ten', 'e'] as const)
      : [logBase]
    : (['ten'] as const);
  const angles = uses((node) => node.kind === 'degrees')
    ? degrees === 'either'
      ? (['number', 'radians'] as const)
      : (['radians'] as const)
    : (['number'] as const);
  const powers =
    roots === 'either' && uses(isFractionalPower)
      ? (['principal', 'real'] as const)
      : (['principal'] as const);
  return bases.flatMap((base) =>
    angles.flatMap((angle) => powers.map((root) => ({ logBase: base, degrees: angle, roots: root }))),
  );
}

function isFractionalPower(node: Node): boolean {
  return (
    node.kind === 'power' &&
    (node.exponent.kind !== 'number' || node.exponent.value.d % 2n === 1n) &&
    exactValue(node.exponent)?.d !== 1n
  );
}

/** Runs a comparison and turns exceeded limits into "undecided". */
export function guarded(run: () => Decision): Decision {
  try {
    return run();
  } catch (error) {
    if (error instanceof LimitError) return undecided(error.message);
    throw error;
  }
}
