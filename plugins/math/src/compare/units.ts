import type { Unit } from '../syntax/units.ts';
import { lookUpUnit, ratioOf, sameUnitText, timesUnit, unitOfSymbol } from '../syntax/units.ts';
import type { Node } from '../tree/node.ts';
import { constant, integer, number, product, quotient } from '../tree/node.ts';
import { ONE, same } from '../tree/rational.ts';
import type { Compare, Context, Decision } from './context.ts';
import { different } from './context.ts';

/** A value with the unit it is measured in. */
interface Measure {
  readonly item: Node;
  /** The unit as written; absent when there is none. */
  readonly text?: string;
  /** The unit, when it is known. */
  readonly unit?: Unit;
}

/** Compares values of which at least one has a unit. */
export function compareQuantities(a: Node, b: Node, context: Context, compare: Compare): Decision {
  let [left, right] = [measure(a, false), measure(b, false)];
  if (left.unit && right.text === undefined) right = measure(b, true);
  if (right.unit && left.text === undefined) left = measure(a, true);
  if (left.text !== undefined && right.text !== undefined) return compareUnits(left, right, context, compare);
  if ((a.kind === 'percent' && right.unit) || (b.kind === 'percent' && left.unit))
    return different('a percentage is no measure', 'units');
  if (context.policy.units === 'required' && left.text !== undefined)
    return different('a missing unit', 'units');
  const result = compare(left.item, right.item, context);
  return result.equal ? { ...result, policy: 'units' } : result;
}

// Letters that name units ("5 m", "10 \mathrm{m}/\mathrm{s}") count as such only against a value with a known unit.
function measure(node: Node, readSymbols: boolean): Measure {
  if (node.kind === 'degrees') return { item: node.item, text: 'degree', unit: lookUpUnit('degree') };
  if (node.kind === 'quantity') {
    const unit = lookUpUnit(node.unit);
    return unit ? withSymbols(node.item, node.unit, unit) : { item: node.item, text: node.unit };
  }
  return readSymbols ? withSymbols(node, undefined, undefined) : { item: node };
}

function withSymbols(node: Node, text: string | undefined, start: Unit | undefined): Measure {
  const factors = node.kind === 'product' ? node.items : [node];
  const rest: Node[] = [];
  let unit = start;
  let label = text;
  for (const factor of factors) {
    const found = symbolUnit(factor);
    if (!found) {
      rest.push(factor);
      continue;
    }
    unit = unit ? timesUnit(unit, found) : found;
    label = label ?? 'a symbol';
  }
  if (label === undefined || (rest.length === 0 && start === undefined)) return { item: node };
  return { item: rest.length === 0 ? integer(1) : product(...rest), text: label, ...(unit ? { unit } : {}) };
}

function symbolUnit(node: Node, exponent = 1): Unit | undefined {
  if (node.kind === 'symbol') return unitOfSymbol(node.name, exponent);
  if (node.kind === 'quantity') return exponent === 1 ? lookUpUnit(node.unit) : undefined;
  if (node.kind !== 'power' || node.exponent.kind !== 'number') return undefined;
  const { n, d } = node.exponent.value;
  return d === 1n && n <= 9n && n >= -9n ? symbolUnit(node.base, Number(n) * exponent) : undefined;
}

function compareUnits(a: Measure, b: Measure, context: Context, compare: Compare): Decision {
  if (isSterling(a, b) || isSterling(b, a)) return compare(a.item, b.item, context);
  if (!a.unit || !b.unit) {
    const agree = sameUnitText(a.text ?? '', b.text ?? '');
    const [m, n] = [writtenPower(a.text ?? ''), writtenPower(b.text ?? '')];
    if (m !== n && m > 1 && n > 1) return different('units of different kinds', 'units');
    const result = compare(a.item, b.item, context);
    return result.equal && !agree && context.policy.units === 'required'
      ? different('units that differ', 'units')
      : result;
  }
  if (a.unit.dimension !== b.unit.dimension) return different('units of different kinds', 'units');
  return compareConverted(a.item, a.unit, b.item, b.unit, context, compare);
}

// "units^2" and "cubic units" name no unit that is known, and yet they differ.
function writtenPower(text: string): number {
  if (/\bsq(?:uare)?\b|\^2|squared/i.test(text)) return 2;
  return /\bcu(?:bic)?\b|\^3|cubed/i.test(text) ? 3 : 1;
}

// "£3" and "3 pounds".
function isSterling(a: Measure, b: Measure): boolean {
  return a.text === 'pound sterling' && /^pounds?$/i.test(b.text ?? '');
}

// Each side in the unit of the other, since only the written one may be a rounded decimal.
function compareConverted(
  a: Node,
  unitA: Unit,
  b: Node,
  unitB: Unit,
  context: Context,
  compare: Compare,
): Decision {
  if (same(unitA.factor, unitB.factor) && unitA.radians === unitB.radians) return compare(a, b, context);
  const first = compare(convert(a, unitA, unitB), b, context);
  if (first.equal) return { ...first, step: 'converted units', policy: 'units' };
  const second = compare(a, convert(b, unitB, unitA), context);
  if (second.equal) return { ...second, step: 'converted units', policy: 'units' };
  return first.equal === undefined ? first : different('converted units', 'units');
}

const HALF_TURN = integer(180);

function convert(item: Node, from: Unit, to: Unit): Node {
  const ratio = ratioOf(from, to);
  const scaled = same(ratio, ONE) ? item : product(item, number(ratio));
  if (from.radians === to.radians) return scaled;
  return from.radians
    ? product(scaled, quotient(HALF_TURN, constant('pi')))
    : product(scaled, quotient(constant('pi'), HALF_TURN));
}
