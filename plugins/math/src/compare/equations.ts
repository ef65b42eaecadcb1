import { NotRational, Pole } from '../numeric/faults.ts';
import { ModularPoint, PRIMES } from '../numeric/modular.ts';
import { isReal } from '../numeric/complex.ts';
import { POINTS } from '../numeric/evaluate.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import { negative, sum, symbolsOf } from '../tree/node.ts';
import type { Context, Decision } from './context.ts';
import { different, equal, undecided } from './context.ts';
import { evaluateAt } from './sampling.ts';
import { conventions } from './scalar.ts';

/** Left side minus right side. */
export function differenceOf(relation: NodeOf<'relation'>): Node {
  return sum(relation.items[0] as Node, negative(relation.items[1] as Node));
}

/** Two equations are equal when their differences are constant multiples of each other. */
export function compareEquations(a: NodeOf<'relation'>, b: NodeOf<'relation'>, context: Context): Decision {
  const [left, right] = [differenceOf(a), differenceOf(b)];
  if (symbolsOf(left).size === 0 || symbolsOf(right).size === 0)
    return different('an equation without a letter');
  if (modularRatio(left, right, context)) return equal('equations that are multiples');
  const ratio = constantRatio(left, right, context);
  if (ratio === undefined) return undecided('the equations have no common sample points');
  return ratio === false
    ? different('equations with different solutions')
    : equal('equations that are multiples');
}

/** The sign of the constant ratio of two expressions, `false` when it is not constant. */
export function constantRatio(a: Node, b: Node, context: Context): number | false | undefined {
  const modular = modularRatio(a, b, context);
  if (modular === false) return false;
  return sampledRatio(a, b, context) ?? (modular ? 1 : undefined);
}

// Numerators are compared, so equations may be multiplied out.
function modularRatio(a: Node, b: Node, context: Context): boolean | undefined {
  try {
    for (const p of PRIMES.slice(0, 2)) if (!ratioIsConstant(a, b, p, context)) return false;
    return true;
  } catch (error) {
    if (error instanceof NotRational || error instanceof Pole) return undefined;
    throw error;
  }
}

function ratioIsConstant(a: Node, b: Node, p: number, context: Context): boolean {
  let first: readonly [number, number] | undefined;
  for (let salt = 1; salt <= 4; salt++) {
    const point = new ModularPoint(p, salt * 31, context.budget);
    const [n] = point.fraction(a);
    const [m] = point.fraction(b);
    if (n === 0 || m === 0) {
      if (n !== m) return false;
      continue;
    }
    first ??= [n, m];
    if ((first[0] * m) % p !== (first[1] * n) % p) return false;
  }
  return first !== undefined;
}

function sampledRatio(a: Node, b: Node, context: Context): number | false | undefined {
  if (symbolsOf(b, symbolsOf(a)).size === 0) return undefined;
  for (const convention of conventions(a, b, context)) {
    const ratios: { value: number; err: number }[] = [];
    for (let point = 0; point < POINTS; point++) {
      const [x, y] = [evaluateAt(a, point, convention, context), evaluateAt(b, point, convention, context)];
      if (!x || !y || !isReal(x) || !isReal(y)) continue;
      if (Math.abs(y.re) <= 1e3 * y.err || Math.abs(x.re) <= 1e3 * x.err) continue;
      const value = x.re / y.re;
      ratios.push({
        value,
        err: Math.abs(value) * (x.err / Math.abs(x.re) + y.err / Math.abs(y.re) + 1e-15),
      });
    }
    const [first] = ratios;
    if (!first || ratios.length < 3) continue;
    return ratios.every(({ value, err }) => Math.abs(value - first.value) <= 4 * (err + first.err))
      ? Math.sign(first.value)
      : false;
  }
  return undefined;
}
