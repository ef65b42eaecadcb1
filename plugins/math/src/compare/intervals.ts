import { LIMITS, LimitError } from '../limits.ts';
import { exactValue } from '../numeric/exact.ts';
import type { Node } from '../tree/node.ts';
import { constant, negative, symbolsOf } from '../tree/node.ts';
import { toNumber } from '../tree/rational.ts';
import type { Context, Decision } from './context.ts';
import { different, equal, every } from './context.ts';
import { evaluateAt } from './sampling.ts';
import { compareScalars, infinitySign } from './scalar.ts';

/** One interval of the real line. */
export interface Interval {
  readonly low: Node;
  readonly high: Node;
  readonly lowClosed: boolean;
  readonly highClosed: boolean;
}

/** A union of intervals, sorted and disjoint. */
export type RealSet = readonly Interval[];

const USUAL = { logBase: 'ten', roots: 'real', degrees: 'number' } as const;

/** The double value of an end point (at a sample point when it has variables). */
export function sampleValue(node: Node, context: Context): number | undefined {
  const infinite = infinitySign(node);
  if (infinite !== undefined) return infinite * Infinity;
  const exact = exactValue(node);
  if (exact) return toNumber(exact);
  for (let point = 0; point < 3; point++) {
    const value = evaluateAt(node, point, USUAL, context);
    if (value) return Math.abs(value.re) <= value.err ? 0 : value.re;
  }
  return undefined;
}

// Order of two ends; ends that compare equal are the same even when their doubles differ.
function order(a: Node, b: Node, context: Context): number {
  if (a === b) return 0;
  const [x, y] = [sampleValue(a, context) ?? 0, sampleValue(b, context) ?? 0];
  if (x === y) return 0;
  const near = Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y));
  if (near && compareScalars(a, b, context).equal) return 0;
  return x < y ? -1 : 1;
}

// Ends with letters may stand in any order, so such an interval is not known to be empty.
function isEmpty(interval: Interval, context: Context): boolean {
  if (symbolsOf(interval.low).size > 0 || symbolsOf(interval.high).size > 0) return false;
  const relation = order(interval.low, interval.high, context);
  return relation > 0 || (relation === 0 && !(interval.lowClosed && interval.highClosed));
}

function limit(set: RealSet): RealSet {
  if (set.length > LIMITS.elements) throw new LimitError('a union has too many parts');
  return set;
}

/** The union of intervals, merged. */
export function unite(parts: readonly Interval[], context: Context): RealSet {
  const sorted = limit(parts.filter((part) => !isEmpty(part, context))).toSorted(
    (a, b) => order(a.low, b.low, context) || Number(b.lowClosed) - Number(a.lowClosed),
  );
  const merged: Interval[] = [];
  for (const part of sorted) {
    const last = merged.at(-1);
    const relation = last ? order(part.low, last.high, context) : 1;
    if (last && (relation < 0 || (relation === 0 && (part.lowClosed || last.highClosed))))
      merged[merged.length - 1] = extend(last, part, context);
    else merged.push(part);
  }
  return merged;
}

function extend(a: Interval, b: Interval, context: Context): Interval {
  const relation = order(a.high, b.high, context);
  if (relation > 0) return a;
  return { ...a, high: b.high, highClosed: relation === 0 ? a.highClosed || b.highClosed : b.highClosed };
}

/** The intersection of two unions. */
export function intersect(a: RealSet, b: RealSet, context: Context): RealSet {
  if (a.length * b.length > LIMITS.elements) throw new LimitError('an intersection has too many parts');
  return unite(
    a.flatMap((x) => b.map((y) => overlap(x, y, context))),
    context,
  );
}

function overlap(a: Interval, b: Interval, context: Context): Interval {
  const low = order(a.low, b.low, context);
  const high = order(a.high, b.high, context);
  return {
    low: low >= 0 ? a.low : b.low,
    lowClosed: low === 0 ? a.lowClosed && b.lowClosed : low > 0 ? a.lowClosed : b.lowClosed,
    high: high <= 0 ? a.high : b.high,
    highClosed: high === 0 ? a.highClosed && b.highClosed : high < 0 ? a.highClosed : b.highClosed,
  };
}

/** Everything outside a union. */
export function complement(set: RealSet, context: Context): RealSet {
  const infinity = constant('infinity');
  const parts: Interval[] = [];
  let low: Node = negative(infinity);
  let lowClosed = false;
  for (const interval of set) {
    parts.push({ low, lowClosed, high: interval.low, highClosed: !interval.lowClosed });
    low = interval.high;
    lowClosed = !interval.highClosed;
  }
  parts.push({ low, lowClosed, high: infinity, highClosed: false });
  return unite(
    parts.filter((part) => !isOutside(part)),
    context,
  );
}

// (-oo, -oo) and (oo, oo), which are closed on no side.
function isOutside(part: Interval): boolean {
  const [low, high] = [infinitySign(part.low), infinitySign(part.high)];
  return low !== undefined && low === high;
}

/** A without B. */
export function subtract(a: RealSet, b: RealSet, context: Context): RealSet {
  return intersect(a, complement(unite(b, context), context), context);
}

/** Compares two unions end by end. */
export function compareRealSets(a: RealSet, b: RealSet, context: Context): Decision {
  const [left, right] = [unite(a, context), unite(b, context)];
  if (left.length !== right.length) return different('sets of reals with different parts');
  return every(
    left.map((interval, index) => compareIntervals(interval, right[index] as Interval, context)),
    'empty sets',
  );
}

function compareIntervals(a: Interval, b: Interval, context: Context): Decision {
  const low = compareScalars(a.low, b.low, context);
  if (!low.equal) return low;
  const high = compareScalars(a.high, b.high, context);
  if (!high.equal) return high;
  const closed =
    (a.lowClosed === b.lowClosed || infinitySign(a.low) !== undefined) &&
    (a.highClosed === b.highClosed || infinitySign(a.high) !== undefined);
  return closed ? equal('intervals end by end') : different('open and closed ends');
}
