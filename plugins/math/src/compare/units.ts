import { lookUpUnit } from '../syntax/units.ts';
import { decimalNode } from '../syntax/numbers.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import { number, product } from '../tree/node.ts';
import { exactValue } from '../numeric/exact.ts';
import { toNumber } from '../tree/rational.ts';
import type { Context, Decision } from './context.ts';
import { different, equal } from './context.ts';

type Compare = (a: Node, b: Node, context: Context) => Decision;

/** Compares values of which at least one has a unit. */
export function compareQuantities(a: Node, b: Node, context: Context, compare: Compare): Decision {
  if (a.kind === 'quantity' && b.kind === 'quantity') return compareUnits(a, b, context, compare);
  if (context.policy.units === 'required' && a.kind === 'quantity')
    return different('a missing unit', 'units');
  const [left, right] = [a, b].map((node) => (node.kind === 'quantity' ? node.item : node)) as [Node, Node];
  const result = compare(left, right, context);
  return result.equal ? { ...result, policy: 'units' } : result;
}

function compareUnits(
  a: NodeOf<'quantity'>,
  b: NodeOf<'quantity'>,
  context: Context,
  compare: Compare,
): Decision {
  if (a.unit === b.unit) return compare(a.item, b.item, context);
  const [left, right] = [lookUpUnit(a.unit), lookUpUnit(b.unit)];
  if (!left || !right) {
    const result = compare(a.item, b.item, context);
    return result.equal && context.policy.units === 'required'
      ? different('units that differ', 'units')
      : result;
  }
  if (left.dimension !== right.dimension) return different('units of different kinds', 'units');
  if (left.factor === right.factor) return compare(a.item, b.item, context);
  return compareConverted(a, b, left.factor / right.factor, context, compare);
}

function compareConverted(
  a: NodeOf<'quantity'>,
  b: NodeOf<'quantity'>,
  factor: number,
  context: Context,
  compare: Compare,
): Decision {
  const rounded = Number(factor.toPrecision(12));
  const ratio = decimalNode(String(rounded).replace('e+', 'e'));
  const scale = ratio.kind === 'number' ? number(ratio.value) : ratio;
  const converted = product(a.item, scale);
  const [left, right] = [exactValue(converted), exactValue(b.item)];
  if (left && right) {
    const close = Math.abs(toNumber(left) / toNumber(right) - 1) < 1e-9;
    return close ? equal('converted units', 'units') : different('converted units', 'units');
  }
  return compare(converted, b.item, context);
}
