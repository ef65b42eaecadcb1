import type { Node, NodeOf } from '../tree/node.ts';
import { isScalar, number, some, symbolsOf, replaceSymbol } from '../tree/node.ts';
import { rational } from '../tree/rational.ts';
import type { Context, Decision } from './context.ts';
import { different, every, undecided } from './context.ts';
import type { Interval, RealSet } from './intervals.ts';
import { compareRealSets, complement, intersect, sampleValue, subtract, unite } from './intervals.ts';
import { asRealSet, solutionsOf } from './regions.ts';
import { compareScalars, infinitySign } from './scalar.ts';

/** A value and the part of the real line on which it holds. */
interface Piece {
  readonly value: Node;
  readonly on: RealSet;
}

type Piecewise = NodeOf<'call'>;

/** Whether a node is a function given by cases. */
export function isPiecewise(node: Node): node is Piecewise {
  return node.kind === 'call' && node.name === 'piecewise';
}

/** Whether such a function stands anywhere in a tree. */
export function hasPiecewise(node: Node): boolean {
  return some(node, isPiecewise);
}

/** Compares functions given by cases with each other, or one with an expression (`|x|`). */
export function comparePiecewise(a: Node, b: Node, context: Context): Decision {
  if (!isScalar(a) || !isScalar(b)) return different('a function by cases is not that');
  const variable = variableOf(a) ?? variableOf(b);
  const [left, right] = [piecesOf(a, context), piecesOf(b, context)];
  if (!variable || !left || !right) return undecided('conditions that are no parts of a line');
  if (!compareRealSets(cover(left, context), cover(right, context), context).equal)
    return different('cases on different parts of the line');
  return every(overlaps(left, right, variable, context), 'cases');
}

function variableOf(node: Node): string | undefined {
  if (!isPiecewise(node)) return undefined;
  const names = node.items.reduce<Set<string>>(
    (all, item, index) => (index % 2 === 1 ? symbolsOf(item, all) : all),
    new Set(),
  );
  return names.size === 1 ? [...names][0] : undefined;
}

function piecesOf(node: Node, context: Context): Piece[] | undefined {
  if (!isPiecewise(node))
    return hasPiecewise(node) ? undefined : [{ value: node, on: complement([], context) }];
  const pieces: Piece[] = [];
  let taken: RealSet = [];
  for (let index = 0; index + 1 < node.items.length; index += 2) {
    const condition = node.items[index + 1] as Node;
    const set =
      condition.kind === 'text'
        ? complement(taken, context)
        : (asRealSet(condition, context) ?? solutionsOf(condition, context));
    if (!set) return undefined;
    // The first case that holds counts.
    pieces.push({ value: node.items[index] as Node, on: subtract(set, taken, context) });
    taken = unite([...taken, ...set], context);
  }
  return pieces;
}

function cover(pieces: readonly Piece[], context: Context): RealSet {
  return unite(
    pieces.flatMap((piece) => piece.on),
    context,
  );
}

function* overlaps(
  a: readonly Piece[],
  b: readonly Piece[],
  variable: string,
  context: Context,
): Generator<Decision> {
  for (const left of a)
    for (const right of b)
      for (const part of intersect(left.on, right.on, context))
        yield agreeOn(left.value, right.value, part, variable, context);
}

// Equal as expressions, or at each of many points of the part.
function agreeOn(a: Node, b: Node, part: Interval, variable: string, context: Context): Decision {
  const whole = compareScalars(a, b, context);
  if (whole.equal) return whole;
  const points = pointsOf(part, context);
  if (!points) return undecided('a part of the line without known ends');
  return every(
    points.map((point) =>
      compareScalars(replaceSymbol(a, variable, point), replaceSymbol(b, variable, point), context),
    ),
    'cases',
  );
}

const FRACTIONS = [0.0173, 0.1391, 0.2718, 0.4142, 0.5772, 0.7113, 0.8813, 0.9783];

function pointsOf(part: Interval, context: Context): Node[] | undefined {
  const [low, high] = [sampleValue(part.low, context), sampleValue(part.high, context)];
  if (low === undefined || high === undefined) return undefined;
  const from = low === -Infinity ? Math.min(high, 0) - 50 : low;
  const to = high === Infinity ? Math.max(low, 0) + 50 : high;
  const inner = from === to ? [] : FRACTIONS.map((f) => node(from + f * (to - from)));
  const ends = [
    ...(part.lowClosed && infinitySign(part.low) === undefined ? [part.low] : []),
    ...(part.highClosed && infinitySign(part.high) === undefined ? [part.high] : []),
  ];
  return [...inner, ...ends];
}

function node(x: number): Node {
  return number(rational(BigInt(Math.round(x * 2 ** 20)), 1n << 20n));
}
