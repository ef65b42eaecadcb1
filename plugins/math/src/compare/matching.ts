import { isReal } from '../numeric/complex.ts';
import { lookUpUnit, sameUnitText } from '../syntax/units.ts';
import type { Node } from '../tree/node.ts';
import { isScalar } from '../tree/node.ts';
import type { Compare, Context, Decision } from './context.ts';
import { different, undecided } from './context.ts';
import { evaluateAt } from './sampling.ts';

/** Finds a partner for each element, each used once when `once` is set; the decision that fails otherwise. */
export function matchElements(
  a: readonly Node[],
  b: readonly Node[],
  once: boolean,
  context: Context,
  compare: Compare,
): Decision | true {
  const prints = b.map((item) => fingerprint(item, context));
  const used = new Set<number>();
  for (const item of a) {
    const found = findPartner(item, b, prints, once ? used : undefined, context, compare);
    if (typeof found !== 'number') return found;
    used.add(found);
  }
  return true;
}

function findPartner(
  item: Node,
  others: readonly Node[],
  prints: readonly (number | undefined)[],
  used: Set<number> | undefined,
  context: Context,
  compare: Compare,
): number | Decision {
  const print = fingerprint(item, context);
  const mixed = new Set(others.map((other) => (other.kind === 'quantity' ? other.unit : ''))).size > 1;
  let open: Decision | undefined;
  for (const [index, other] of others.entries()) {
    if ((item.kind === 'set') !== (other.kind === 'set')) continue;
    if (used?.has(index) || apart(print, prints[index]) || (mixed && unlikeUnits(item, other))) continue;
    const decision = compare(item, other, context);
    if (decision.equal) return index;
    if (decision.equal === undefined) open = decision;
  }
  return open ? undecided(open.step) : different('an element without a partner');
}

// 12 apples and 3 pears are not 3 apples and 12 pears, whatever apples and pears are.
function unlikeUnits(a: Node, b: Node): boolean {
  return (
    a.kind === 'quantity' &&
    b.kind === 'quantity' &&
    !sameUnitText(a.unit, b.unit) &&
    !(lookUpUnit(a.unit) && lookUpUnit(b.unit))
  );
}

function fingerprint(item: Node, context: Context): number | undefined {
  if (!isScalar(item) || item.kind === 'percent' || item.kind === 'degrees') return undefined;
  const value = evaluateAt(item, 1, { logBase: 'ten', roots: 'real', degrees: 'number' }, context);
  return value && isReal(value) && value.err < 1e-9 * Math.abs(value.re) ? value.re : undefined;
}

// Far apart under every convention: bare logarithms change a value by a factor of at most ln 10.
function apart(a: number | undefined, b: number | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    (Math.sign(a) !== Math.sign(b)
      ? Math.abs(a - b) > 1e-9
      : Math.abs(a) > 8 * Math.abs(b) || Math.abs(b) > 8 * Math.abs(a))
  );
}
