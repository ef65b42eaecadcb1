import type { Node } from '../tree/node.ts';
import { integer, negative, number, power, product, quotient, sum } from '../tree/node.ts';
import { rational } from '../tree/rational.ts';
import type { Context } from './context.ts';
import { sampleValue } from './intervals.ts';
import { compareScalars } from './scalar.ts';

/** A quadratic with its real roots in order. */
export interface Quadratic {
  /** Whether the leading coefficient is positive. */
  readonly opensUp: boolean;
  /** Two roots, the same one twice, or none. */
  readonly roots: readonly Node[];
}

const HALF = number(rational(1n, 2n));

/** Reads f as a quadratic from its values at whole numbers; `undefined` when it is none. */
export function asQuadratic(at: (x: bigint) => Node, context: Context): Quadratic | undefined {
  const [f0, f1, f2] = [at(0n), at(1n), at(2n)];
  const a = product(HALF, sum(f2, product(integer(-2), f1), f0));
  const b = sum(f1, negative(f0), negative(a));
  const predicted = (x: bigint): Node => sum(product(integer(x * x), a), product(integer(x), b), f0);
  for (const x of [3n, -5n, 11n]) if (!compareScalars(at(x), predicted(x), context).equal) return undefined;
  const leading = sampleValue(a, context);
  const discriminant = sum(power(b, integer(2)), product(integer(-4), a, f0));
  const inside = sampleValue(discriminant, context);
  if (!leading || inside === undefined) return undefined;
  if (inside < 0) return { opensUp: leading > 0, roots: [] };
  const side = (sign: bigint): Node =>
    quotient(sum(negative(b), product(integer(sign), power(discriminant, HALF))), product(integer(2), a));
  return { opensUp: leading > 0, roots: leading > 0 ? [side(-1n), side(1n)] : [side(1n), side(-1n)] };
}
