import type { Node, NodeOf, RelationSign } from '../tree/node.ts';
import {
  constant,
  isScalar,
  negative,
  number,
  quotient,
  replaceSymbol,
  sum,
  symbolsOf,
} from '../tree/node.ts';
import { rational } from '../tree/rational.ts';
import { isWholeSet, readBuilder } from './builders.ts';
import type { Context } from './context.ts';
import { sampleValue } from './intervals.ts';
import { isName } from './names.ts';
import { asQuadratic } from './quadratic.ts';
import type { Interval, RealSet } from './intervals.ts';
import { complement, intersect, subtract, unite } from './intervals.ts';
import { compareScalars, infinitySign } from './scalar.ts';

const INFINITY = constant('infinity');
const MINUS_INFINITY = negative(INFINITY);
const EVERYTHING: RealSet = [{ low: MINUS_INFINITY, high: INFINITY, lowClosed: false, highClosed: false }];

/** Whether a node can only be a set of reals: an inequality, a union, a half-open interval and so on. */
export function isRegion(node: Node): boolean {
  switch (node.kind) {
    case 'region':
    case 'builder':
      return true;
    case 'named-set':
      return node.name === 'R' || node.name === 'empty';
    case 'relation':
      return (
        node.signs.every(isOrder) ||
        (node.signs.length === 1 && node.signs[0] === 'in' && isRegion(node.items[1] as Node))
      );
    case 'tuple':
      return (
        node.items.length === 2 &&
        (node.open !== '(' ||
          node.close !== ')' ||
          node.items.some((item) => infinitySign(item) !== undefined))
      );
    case 'list':
      return node.items.length > 0 && node.items.every(isRegion);
    default:
      return false;
  }
}

function isOrder(sign: RelationSign): boolean {
  return sign === '<' || sign === '<=' || sign === '>' || sign === '>=' || sign === '!=';
}

/** A node as a union of real intervals, when it is one. */
export function asRealSet(node: Node, context: Context): RealSet | undefined {
  switch (node.kind) {
    case 'tuple':
      return node.items.length === 2 && node.items.every(isScalar) ? intervalOf(node, context) : undefined;
    case 'set':
      return node.items.every(isScalar) ? unite(node.items.map(pointAt), context) : undefined;
    case 'named-set':
      return node.name === 'R' ? EVERYTHING : node.name === 'empty' ? [] : undefined;
    case 'region':
      return regionOf(node, context);
    case 'builder':
      return builderOf(node, context);
    case 'relation':
      return relationOf(node, context);
    case 'list':
      return listOf(node, context);
    default:
      return undefined;
  }
}

// (15, -11) has its ends in the wrong order, and (1, 1) has equal ones: each is a pair, not an empty interval.
function intervalOf(node: NodeOf<'tuple'>, context: Context): RealSet | undefined {
  const [low, high] = node.items as [Node, Node];
  if (symbolsOf(node).size === 0) {
    const width = (sampleValue(high, context) ?? 0) - (sampleValue(low, context) ?? 0);
    const closed = node.open === '[' && node.close === ']';
    if (width < 0 || (width === 0 && !closed && compareScalars(low, high, context).equal)) return undefined;
  }
  return [{ low, high, lowClosed: node.open === '[', highClosed: node.close === ']' }];
}

function pointAt(item: Node): Interval {
  return { low: item, high: item, lowClosed: true, highClosed: true };
}

function regionOf(node: NodeOf<'region'>, context: Context): RealSet | undefined {
  const [a, b] = node.items.map((item) => asRealSet(item, context));
  if (!a || !b) return undefined;
  if (node.name === 'union') return unite([...a, ...b], context);
  return node.name === 'intersection' ? intersect(a, b, context) : subtract(a, b, context);
}

function builderOf(node: NodeOf<'builder'>, context: Context): RealSet | undefined {
  const builder = readBuilder(node);
  if (!builder) return undefined;
  const elements = (points: readonly Node[]): RealSet =>
    unite(
      points.map((point) => pointAt(replaceSymbol(builder.form, builder.letter, point))),
      context,
    );
  if (builder.values) return elements(builder.values);
  const start = isWholeSet(builder.domain, 'N')
    ? [{ low: number(rational(1n)), high: INFINITY, lowClosed: true, highClosed: false }]
    : builder.domain && !isWholeSet(builder.domain)
      ? asRealSet(builder.domain, context)
      : EVERYTHING;
  const conditions = conditionsOf(builder.conditions, context);
  const total = start && conditions && intersect(start, conditions, context);
  if (!total) return undefined;
  if (isWholeSet(builder.domain)) {
    const points = wholePoints(total, context);
    return points && elements(points.map((point) => point.low));
  }
  return builder.form.kind === 'symbol' ? total : undefined;
}

/** Conditions of one set that are solved at most. */
const MOST_CONDITIONS = 64;

/** All conditions of a set, or one of them when they exclude each other ("x < -2 or x > 2"). */
export function conditionsOf(items: readonly Node[], context: Context): RealSet | undefined {
  if (items.length > MOST_CONDITIONS) return undefined;
  const sets = items.map((item) => asRealSet(item, context) ?? solutionsOf(item, context));
  if (sets.includes(undefined)) return undefined;
  const parts = sets as RealSet[];
  const common = parts.reduce((a, b) => intersect(a, b, context), EVERYTHING);
  return common.length === 0 ? unite(parts.flat(), context) : common;
}

/** The roots of an equation in one variable that is linear, quadratic or an absolute value. */
export function solutionsOf(node: Node, context: Context): RealSet | undefined {
  if (node.kind !== 'relation' || node.signs.join() !== '=') return undefined;
  const [name, ...others] = symbolsOf(node);
  return name !== undefined && others.length === 0
    ? solve(node.items[0] as Node, '=', node.items[1] as Node, name, context)
    : undefined;
}

// The whole numbers in a bounded set.
function wholePoints(set: RealSet, context: Context): Interval[] | undefined {
  const points: Interval[] = [];
  for (const part of set) {
    const [low, high] = [sampleValue(part.low, context), sampleValue(part.high, context)];
    if (low === undefined || high === undefined || !(high - low < 400)) return undefined;
    const from = Number.isInteger(low) && !part.lowClosed ? low + 1 : Math.ceil(low);
    const to = Number.isInteger(high) && !part.highClosed ? high - 1 : Math.floor(high);
    for (let k = from; k <= to; k++) points.push(pointAt(number(rational(BigInt(k)))));
  }
  return points;
}

// Inequalities in a list: one of them when they exclude each other, otherwise all of them.
function listOf(node: NodeOf<'list'>, context: Context): RealSet | undefined {
  const sets = node.items.map((item) => asRealSet(item, context));
  const [first, ...rest] = sets;
  if (!first || sets.includes(undefined)) return undefined;
  const parts = [first, ...rest] as RealSet[];
  const union = unite(parts.flat(), context);
  if (!node.items.every((item) => item.kind === 'relation')) return union;
  const common = parts.reduce((a, b) => intersect(a, b, context));
  return common.length === 0 ? union : common;
}

function relationOf(node: NodeOf<'relation'>, context: Context): RealSet | undefined {
  if (node.signs.length === 1 && node.signs[0] === 'in')
    return isName(node.items[0] as Node) ? asRealSet(node.items[1] as Node, context) : undefined;
  if (!node.signs.every(isOrder)) return undefined;
  const variable = variableOf(node);
  if (!variable) return undefined;
  let total: RealSet | undefined = EVERYTHING;
  for (const [index, sign] of node.signs.entries()) {
    const part = solve(node.items[index] as Node, sign, node.items[index + 1] as Node, variable, context);
    if (!part) return undefined;
    total = intersect(total, part, context);
  }
  return total;
}

// The only variable, or the one that stands alone on a side.
function variableOf(node: NodeOf<'relation'>): string | undefined {
  const names = symbolsOf(node);
  if (names.size === 1) return [...names][0];
  const alone = node.items
    .filter((item) => item.kind === 'symbol')
    .map((item) => (item.kind === 'symbol' ? item.name : ''));
  const middle = node.items.length === 3 ? node.items[1] : undefined;
  if (middle?.kind === 'symbol') return middle.name;
  return alone.length === 1 ? alone[0] : undefined;
}

const MIRROR: Readonly<Record<string, RelationSign>> = {
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
  '!=': '!=',
};

function solve(
  left: Node,
  sign: RelationSign,
  right: Node,
  variable: string,
  context: Context,
): RealSet | undefined {
  if (right.kind === 'symbol' && right.name === variable && !symbolsOf(left).has(variable))
    return solve(right, MIRROR[sign] ?? sign, left, variable, context);
  if (left.kind === 'symbol' && left.name === variable && !symbolsOf(right).has(variable))
    return halfLine(sign, right, context);
  if (left.kind === 'call' && left.name === 'abs' && !symbolsOf(right).has(variable))
    return solveAbsolute(left.items[0] as Node, sign, right, variable, context);
  if (right.kind === 'call' && right.name === 'abs' && !symbolsOf(left).has(variable))
    return solveAbsolute(right.items[0] as Node, MIRROR[sign] ?? sign, left, variable, context);
  const f = sum(left, negative(right));
  return solveLinear(f, sign, variable, context) ?? solveQuadratic(f, sign, variable, context);
}

function solveAbsolute(
  inside: Node,
  sign: RelationSign,
  bound: Node,
  variable: string,
  context: Context,
): RealSet | undefined {
  const above = solve(inside, sign, bound, variable, context);
  const below = solve(inside, MIRROR[sign] ?? sign, negative(bound), variable, context);
  if (!above || !below) return undefined;
  return sign === '<' || sign === '<=' || sign === '!='
    ? intersect(above, below, context)
    : unite([...above, ...below], context);
}

function halfLine(sign: RelationSign, bound: Node, context: Context): RealSet | undefined {
  switch (sign) {
    case '<':
    case '<=':
      return [{ low: MINUS_INFINITY, high: bound, lowClosed: false, highClosed: sign === '<=' }];
    case '>':
    case '>=':
      return [{ low: bound, high: INFINITY, lowClosed: sign === '>=', highClosed: false }];
    case '=':
      return [pointAt(bound)];
    default:
      return complement([pointAt(bound)], context);
  }
}

// f is linear when f(2) - f(1) = f(1) - f(0) and the same further out.
function solveLinear(f: Node, sign: RelationSign, variable: string, context: Context): RealSet | undefined {
  const at = (x: bigint): Node => replaceSymbol(f, variable, number(rational(x)));
  const [zero, one, two, nine] = [at(0n), at(1n), at(2n), at(9n)];
  const slope = sum(one, negative(zero));
  if (!compareScalars(sum(two, negative(one)), slope, context).equal) return undefined;
  if (
    !compareScalars(sum(nine, negative(zero)), sum(...Array.from({ length: 9 }, () => slope)), context).equal
  )
    return undefined;
  const direction = sampleValue(slope, context);
  if (direction === undefined || direction === 0) return undefined;
  return halfLine(direction > 0 ? sign : (MIRROR[sign] ?? sign), quotient(negative(zero), slope), context);
}

function solveQuadratic(
  f: Node,
  sign: RelationSign,
  variable: string,
  context: Context,
): RealSet | undefined {
  if (symbolsOf(f).size > 1) return undefined;
  const quadratic = asQuadratic((x) => replaceSymbol(f, variable, number(rational(x))), context);
  if (!quadratic) return undefined;
  const roots = unite(quadratic.roots.map(pointAt), context);
  if (sign === '=') return roots;
  if (sign === '!=') return complement(roots, context);
  const [low, high] = quadratic.roots;
  const closed = sign === '<=' || sign === '>=';
  const insideWanted = (sign === '<' || sign === '<=') === quadratic.opensUp;
  const ends = closed === insideWanted;
  const between: RealSet =
    low && high ? unite([{ low, high, lowClosed: ends, highClosed: ends }], context) : [];
  return insideWanted ? between : complement(between, context);
}
