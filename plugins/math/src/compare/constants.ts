import type { Node, NodeOf } from '../tree/node.ts';
import { negative, number, sum, symbolsOf, replaceSymbol } from '../tree/node.ts';
import { rational } from '../tree/rational.ts';
import { rename } from '../syntax/parameters.ts';
import type { Context, Decision } from './context.ts';
import { equal } from './context.ts';
import { compareScalars } from './scalar.ts';

const CONSTANT = /^(?:[CcKk]|const)$/;
const NUMBERED = /^[CcKk]_?\{?(\d)\}?$/;

/**
 * Antiderivatives agree when their difference does not depend on the variables: both sides must end in a constant of
 * integration, which is then left out. `undefined` when one of them does not.
 */
export function compareAntiderivatives(a: Node, b: Node, context: Context): Decision | undefined {
  const [left, right] = [withoutConstant(a), withoutConstant(b)];
  if (!left || !right) return undefined;
  const difference = sum(left, negative(right));
  const variables = [...symbolsOf(difference)];
  if (variables.length === 0 || variables.length > 3) return undefined;
  for (const at of POINTS) {
    let fixed = difference;
    for (const name of variables) fixed = replaceSymbol(fixed, name, number(at));
    const decision = compareScalars(difference, fixed, context);
    if (decision.equal) return equal('antiderivatives that differ by a constant', 'constants');
  }
  return undefined;
}

const POINTS = [rational(7n, 5n), rational(3n, 10n), rational(37n, 10n)];

// The term C of "F(x) + C"; C may stand nowhere else, and something else must vary.
function withoutConstant(node: Node): Node | undefined {
  if (node.kind !== 'sum') return undefined;
  const constants = node.items.filter(isConstant);
  const rest = node.items.filter((item) => !isConstant(item));
  const [constant] = constants;
  if (constants.length !== 1 || rest.length === 0 || constant?.kind !== 'symbol') return undefined;
  const others = sum(...rest);
  const names = symbolsOf(others);
  return names.size === 0 || names.has(constant.name) ? undefined : others;
}

function isConstant(item: Node): boolean {
  return item.kind === 'symbol' && CONSTANT.test(item.name);
}

type Relation = NodeOf<'relation'>;

/**
 * Two equations with their one or two arbitrary constants (`C`, `c_1`, `A`) under common names, in each order.
 * Letters count as arbitrary only when a usual name of a constant is among them.
 */
export function alignedConstants(a: Relation, b: Relation): (readonly [Relation, Relation])[] {
  const [left, right] = [constantsOf(a), constantsOf(b)];
  if (left.length === 0 || left.length !== right.length || left.length > 2) return [];
  if (![...left, ...right].some((name) => CONSTANT.test(name) || NUMBERED.test(name))) return [];
  const orders = left.length === 1 ? [right] : [right, right.toReversed()];
  return orders.map((order) => [named(a, left), named(b, order)] as const);
}

function constantsOf(node: Node): string[] {
  const names = [...symbolsOf(node)];
  const numbered = names.filter((name) => NUMBERED.test(name));
  return numbered.length > 0 ? numbered.sort() : names.filter((name) => /^[ABCDKck]$/.test(name)).sort();
}

function named(node: Relation, letters: readonly string[]): Relation {
  return rename(node, new Map(letters.map((name, index) => [name, `#constant${index}`]))) as Relation;
}
