import { isReal } from '../numeric/complex.ts';
import type { Node } from '../tree/node.ts';
import {
  integer,
  negative,
  number,
  product,
  some,
  sum,
  symbol,
  symbolsOf,
  replaceSymbol,
} from '../tree/node.ts';
import { rational } from '../tree/rational.ts';
import type { Context, Decision } from './context.ts';
import { different, equal } from './context.ts';
import { asAssignment } from './names.ts';
import { expandSigns } from './prepare.ts';
import { evaluateAt } from './sampling.ts';
import { compareScalars } from './scalar.ts';

/** The values offset + period * k, k running through all whole numbers. */
interface Family {
  readonly offset: Node;
  readonly period: Node;
  readonly start: number;
  readonly step: number;
}

const PARAMETER = 'Z#1';
const USUAL = { logBase: 'ten', roots: 'real', degrees: 'number' } as const;
const MOST_CLASSES = 48;

/**
 * Compares two unions of families such as `pi/4 + k pi/2` and `pi/4 + k pi, 3 pi/4 + k pi`: both are written with
 * their common period and their offsets are matched up to whole periods. `undefined` when a part is no family.
 */
export function compareFamilies(
  a: readonly Node[],
  b: readonly Node[],
  context: Context,
): Decision | undefined {
  const [left, right] = [familiesOf(a, context), familiesOf(b, context)];
  if (!left || !right) return undefined;
  const common = commonPeriod([...left, ...right]);
  if (!common) return undefined;
  const [x, y] = [classes(left, common), classes(right, common)];
  if (!x || !y) return undefined;
  const agree =
    x.every((item) => y.some((other) => congruent(item, other, common, context))) &&
    y.every((item) => x.some((other) => congruent(item, other, common, context)));
  return agree ? equal('families of values', 'constants') : different('families of values');
}

function familiesOf(nodes: readonly Node[], context: Context): Family[] | undefined {
  const families: Family[] = [];
  for (const node of nodes) {
    for (const item of expandSigns(asAssignment(node)?.value ?? node)) {
      const family = familyOf(item, context);
      const parts = family ? [family] : byParity(item, context);
      if (!parts) return undefined;
      families.push(...parts);
    }
  }
  return families.length > 0 && families.length <= 12 ? families : undefined;
}

// (-1)^k a + k pi: the even and the odd numbers give a family each.
function byParity(node: Node, context: Context): Family[] | undefined {
  if (!some(node, isAlternating)) return undefined;
  const twice = product(integer(2), symbol(PARAMETER));
  const families = [twice, sum(twice, integer(1))].map((value) =>
    familyOf(replaceSymbol(node, PARAMETER, value), context),
  );
  return families.includes(undefined) ? undefined : (families as Family[]);
}

function isAlternating(node: Node): boolean {
  return (
    node.kind === 'power' &&
    node.base.kind === 'number' &&
    node.base.value.n === -1n &&
    node.base.value.d === 1n &&
    symbolsOf(node.exponent).has(PARAMETER)
  );
}

function familyOf(node: Node, context: Context): Family | undefined {
  const names = symbolsOf(node);
  if (!names.has(PARAMETER) || names.size !== 1) return undefined;
  const at = (k: bigint): Node => replaceSymbol(node, PARAMETER, number(rational(k)));
  const offset = at(0n);
  const period = sum(at(1n), negative(offset));
  const linear = compareScalars(at(7n), sum(offset, product(integer(7), period)), context);
  const [start, step] = [valueOf(offset, context), valueOf(period, context)];
  return linear.equal && start !== undefined && step ? { offset, period, start, step } : undefined;
}

function valueOf(node: Node, context: Context): number | undefined {
  const value = evaluateAt(node, 0, USUAL, context);
  return value && isReal(value) && value.err < 1e-10 * (1 + Math.abs(value.re)) ? value.re : undefined;
}

function isWhole(x: number): boolean {
  return Math.abs(x - Math.round(x)) < 1e-9 * (1 + Math.abs(x));
}

// The smallest multiple of the first period that is a multiple of every other.
function commonPeriod(families: readonly Family[]): Family | undefined {
  const [first] = families;
  if (!first) return undefined;
  for (let times = 1; times <= 24; times++) {
    const size = times * first.step;
    if (families.every((family) => isWhole(size / family.step)))
      return { ...first, period: product(integer(times), first.period), step: size };
  }
  return undefined;
}

// The offsets of all families within one common period.
function classes(families: readonly Family[], common: Family): Family[] | undefined {
  const result: Family[] = [];
  for (const family of families) {
    const count = Math.abs(Math.round(common.step / family.step));
    if (result.length + count > MOST_CLASSES) return undefined;
    for (let j = 0; j < count; j++)
      result.push({
        ...family,
        offset: sum(family.offset, product(integer(j), family.period)),
        start: family.start + j * family.step,
      });
  }
  return result;
}

function congruent(a: Family, b: Family, common: Family, context: Context): boolean {
  const shift = (a.start - b.start) / common.step;
  if (!isWhole(shift)) return false;
  const moved = sum(b.offset, product(integer(Math.round(shift)), common.period));
  return compareScalars(a.offset, moved, context).equal === true;
}
