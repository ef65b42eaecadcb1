import { LIMITS } from '../limits.ts';
import { exactValue } from '../numeric/exact.ts';
import type { Node } from '../tree/node.ts';
import { constant, integer } from '../tree/node.ts';
import { floor } from '../tree/rational.ts';
import { isWholeSet, readBuilder } from './builders.ts';
import type { Context, Decision } from './context.ts';
import type { Interval, RealSet } from './intervals.ts';
import { compareRealSets, intersect, unite } from './intervals.ts';
import { conditionsOf } from './regions.ts';

/** Compares two sets of consecutive whole numbers, which may have no end; `undefined` when one is no such set. */
export function compareWholeSets(a: Node, b: Node, context: Context): Decision | undefined {
  const left = wholeRange(a, context);
  const right = left && wholeRange(b, context);
  return left && right && compareRealSets(left, right, context);
}

const POSITIVE: RealSet = [
  { low: integer(1), high: constant('infinity'), lowClosed: true, highClosed: false },
];

// {n in Z : n > 2} as the half-line from 3: its ends are whole and closed.
function wholeRange(node: Node, context: Context): RealSet | undefined {
  if (node.kind === 'named-set' && node.name === 'N') return POSITIVE;
  if (node.kind === 'relation' && node.signs.join() === 'in')
    return wholeRange(node.items[1] as Node, context);
  const builder = node.kind === 'builder' ? readBuilder(node) : undefined;
  if (!builder || builder.form.kind !== 'symbol' || !isWholeSet(builder.domain) || builder.values)
    return undefined;
  const conditions = conditionsOf(builder.conditions, context);
  const range =
    conditions && (isWholeSet(builder.domain, 'N') ? intersect(conditions, POSITIVE, context) : conditions);
  const parts = range?.map(toWholeEnds);
  return parts && parts.length <= LIMITS.elements && !parts.includes(undefined)
    ? unite(parts as Interval[], context)
    : undefined;
}

function toWholeEnds(part: Interval): Interval | undefined {
  const [low, high] = [wholeEnd(part.low, part.lowClosed, 1n), wholeEnd(part.high, part.highClosed, -1n)];
  return low && high
    ? { low, high, lowClosed: low.kind === 'number', highClosed: high.kind === 'number' }
    : undefined;
}

// The next whole number inwards: upwards for a lower end, downwards for an upper one.
function wholeEnd(end: Node, closed: boolean, inwards: 1n | -1n): Node | undefined {
  const value = exactValue(end);
  if (!value) return end.kind === 'constant' || end.kind === 'product' ? end : undefined;
  if (value.d === 1n) return integer(closed ? value.n : value.n + inwards);
  return integer(inwards === 1n ? floor(value) + 1n : floor(value));
}
