import { exactValue } from '../numeric/exact.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import { integer, number, mapChildren, replaceSymbol, symbolsOf } from '../tree/node.ts';
import type { Rational } from '../tree/rational.ts';
import { ONE, absolute, add, compare, invert, multiply, negate, same } from '../tree/rational.ts';

/** Terms whose ratios must agree before a series counts as geometric. */
const TERMS = 8;

/** Infinite sums of rational geometric terms, summed: a / (1 - r) for a ratio between -1 and 1. */
export function sumGeometric(node: Node): Node {
  const value = node.kind === 'series' ? geometricSum(node) : undefined;
  return value ? number(value) : mapChildren(node, sumGeometric);
}

/** Whether a node is a sum without end. */
export function isInfiniteSum(node: Node): node is NodeOf<'series'> {
  const upper = node.kind === 'series' && node.name === 'sum' ? node.items[1] : undefined;
  return upper?.kind === 'constant' && upper.name === 'infinity';
}

function geometricSum(node: NodeOf<'series'>): Rational | undefined {
  if (!isInfiniteSum(node)) return undefined;
  const [lower, , body] = node.items as [Node, Node, Node];
  const from = exactValue(lower);
  if (from?.d !== 1n || symbolsOf(body).size !== 1) return undefined;
  const terms = Array.from({ length: TERMS }, (_, index) =>
    exactValue(replaceSymbol(body, node.index, integer(from.n + BigInt(index)))),
  );
  const [first, second] = terms;
  if (!first || !second || terms.some((term) => !term || term.n === 0n)) return undefined;
  const ratio = multiply(second, invert(first));
  if (compare(absolute(ratio), ONE) >= 0) return undefined;
  const steady = terms.every((term, index) => {
    const next = terms[index + 1];
    return !next || same(next, multiply(term as Rational, ratio));
  });
  return steady ? multiply(first, invert(add(ONE, negate(ratio)))) : undefined;
}
