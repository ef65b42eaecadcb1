import { Budget, LIMITS, LimitError } from '../limits.ts';
import { exactValue } from '../numeric/exact.ts';
import { NotRational, Pole } from '../numeric/faults.ts';
import { ModularPoint, PRIMES } from '../numeric/modular.ts';
import type { Node } from '../tree/node.ts';
import {
  integer,
  number,
  product,
  some,
  sum,
  symbol,
  mapChildren,
  replaceSymbol,
  symbolsOf,
} from '../tree/node.ts';
import type { Rational } from '../tree/rational.ts';
import { ONE, add, invert, multiply, negate, same } from '../tree/rational.ts';

/** Whether a node is an ellipsis. */
export function isDots(node: Node): boolean {
  return node.kind === 'symbol' && node.name === 'ldots';
}

/** Arithmetic and geometric progressions with an ellipsis (`1, 3, ..., 99`, `1 + 2 + 4 + ... + 64`), written out. */
export function fillProgressions(node: Node): Node {
  if (node.kind === 'set' || node.kind === 'list' || node.kind === 'sum' || node.kind === 'product') {
    const filled = fill(node.items);
    const endless = filled ? undefined : asEndless(node);
    if (endless) return endless;
    const series = filled ? undefined : asSeries(node);
    if (series) return series;
    if (filled && node.kind === 'sum') return sum(...filled);
    if (filled && node.kind === 'product') return product(...filled);
    if (filled) return { kind: node.kind, items: filled } as Node;
  }
  return mapChildren(node, fillProgressions);
}

// At least two terms before the dots, and one after them that ends the progression.
function fill(items: readonly Node[]): Node[] | undefined {
  const at = items.findIndex(isDots);
  if (at < 2 || at !== items.length - 2) return undefined;
  const known = items.slice(0, at).map(exactValue);
  const end = exactValue(items.at(-1) as Node);
  if (!end || known.includes(undefined)) return undefined;
  const values = known as Rational[];
  const terms = arithmetic(values, end) ?? geometric(values, end);
  return terms?.map((value) => number(value));
}

// {3, 4, 5, ...} holds the whole numbers from 3, and {2, 4, 6, ...} the multiples of 2.
function asEndless(node: Node): Node | undefined {
  if (node.kind !== 'set' && node.kind !== 'list') return undefined;
  if (node.items.length < 4 || node.items.findIndex(isDots) !== node.items.length - 1) return undefined;
  const known = node.items.slice(0, -1).map(exactValue);
  if (known.includes(undefined)) return undefined;
  const [first, second] = known as [Rational, Rational];
  const step = add(second, negate(first));
  const steady = known.every(
    (value, index) => index === 0 || same(value as Rational, add(known[index - 1] as Rational, step)),
  );
  if (!steady || step.n <= 0n) return undefined;
  if (same(step, ONE) && first.d === 1n) return from(number(first));
  return sum(number(add(first, negate(step))), product(number(step), symbol('N#1')));
}

function from(first: Node): Node {
  const letter = symbol('n');
  return {
    kind: 'builder',
    variable: { kind: 'relation', signs: ['in'], items: [letter, { kind: 'named-set', name: 'Z' }] },
    items: [{ kind: 'relation', signs: ['>='], items: [letter, first] }],
  };
}

const COUNTERS = ['n', 'k', 'm', 'N', 'p', 'r'];

// 1 + x + ... + x^n: the last term is the general one when it gives the first ones at 0, 1, ... or 1, 2, ...
function asSeries(node: Node): Node | undefined {
  if (node.kind !== 'sum' && node.kind !== 'product') return undefined;
  const at = node.items.findIndex(isDots);
  const rest = node.items.slice(at + 1);
  const last = node.kind === 'sum' ? sum(...rest) : product(...rest);
  if (at < 2 || rest.length === 0 || some(last, (inner) => inner.kind === 'series')) return undefined;
  const known = node.items.slice(0, at);
  for (const letter of COUNTERS.filter((name) => symbolsOf(last).has(name))) {
    if (known.some((term) => symbolsOf(term).has(letter))) continue;
    const term = (value: Node): Node => replaceSymbol(last, letter, value);
    const start = [0, 1, 2].find((from) =>
      known.every((item, index) => sameValue(item, term(integer(from + index)))),
    );
    if (start !== undefined)
      return {
        kind: 'series',
        name: node.kind,
        index: '#1',
        items: [integer(start), symbol(letter), term(symbol('#1'))],
      };
  }
  return undefined;
}

function sameValue(a: Node, b: Node): boolean {
  try {
    return PRIMES.slice(0, 2).every((p) => {
      const point = new ModularPoint(p, 11, new Budget(2000));
      return point.value(a) === point.value(b);
    });
  } catch (error) {
    if (error instanceof NotRational || error instanceof Pole || error instanceof LimitError) return false;
    throw error;
  }
}

function arithmetic(known: readonly Rational[], end: Rational): Rational[] | undefined {
  const [first, second] = known as [Rational, Rational];
  return follow(known, end, add(second, negate(first)), add);
}

function geometric(known: readonly Rational[], end: Rational): Rational[] | undefined {
  const [first, second] = known as [Rational, Rational];
  return first.n === 0n ? undefined : follow(known, end, multiply(second, invert(first)), multiply);
}

function follow(
  known: readonly Rational[],
  end: Rational,
  step: Rational,
  next: (a: Rational, b: Rational) => Rational,
): Rational[] | undefined {
  const terms: Rational[] = [known[0] as Rational];
  while (terms.length < LIMITS.elements) {
    const term = next(terms.at(-1) as Rational, step);
    const expected = known[terms.length];
    if (expected && !same(term, expected)) return undefined;
    if (terms.length + 1 > known.length && same(term, end)) return [...terms, term];
    terms.push(term);
    if (term.n.toString().length > 60 || same(term, terms.at(-2) as Rational)) return undefined;
  }
  return undefined;
}
