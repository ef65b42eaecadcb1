import { keyOf } from '../tree/key.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import { isScalar, number, symbolsOf, replaceSymbol } from '../tree/node.ts';
import { multiply } from '../tree/rational.ts';
import { exactValue } from '../numeric/exact.ts';
import { isCollection } from './collections.ts';
import { alignedConstants } from './constants.ts';
import type { Compare, Context, Decision } from './context.ts';
import { different, equal, every } from './context.ts';
import { compareEquations } from './equations.ts';
import { compareInequalities, compareRegions } from './inequalities.ts';
import type { Assignment } from './names.ts';
import { asAssignment, isName, sameArgument } from './names.ts';
import { isRegion } from './regions.ts';
import { numericConstant } from './sampling.ts';
import { compareScalars } from './scalar.ts';

/** Compares two relations, or a relation with what it states; `undefined` when another type decides. */
export function compareRelations(a: Node, b: Node, context: Context, compare: Compare): Decision | undefined {
  if (a.kind === 'relation' && b.kind === 'relation') return compareTwoRelations(a, b, context, compare);
  const [relation, other] = a.kind === 'relation' ? [a, b] : [b as NodeOf<'relation'>, a];
  if (isRegion(relation)) return undefined;
  const assignment = asAssignment(relation);
  if (!assignment) return isCollection(other) ? undefined : different('an equation is not a value');
  if (isInterval(relation) && (other.kind === 'list' || other.kind === 'set'))
    return different('an interval is not a list');
  if (!holds(relation, assignment, context)) return different('an equation that does not hold');
  if (assignment.name && context.policy.assignment === 'strict')
    return different('an equation is not a value', 'assignment');
  const result =
    a.kind === 'relation'
      ? compare(assignment.value, other, context)
      : compare(other, assignment.value, context);
  return result.equal ? { ...result, policy: result.policy ?? 'assignment' } : result;
}

// x in (1, 2)
function isInterval(relation: NodeOf<'relation'>): boolean {
  const [name, value] = relation.items;
  return (
    relation.signs.join() === 'in' &&
    name?.kind === 'symbol' &&
    value?.kind === 'tuple' &&
    value.items.length === 2
  );
}

/** Written values of one chain may differ by so much, since the last one is often rounded. */
const ROUNDING = 0.01;

// "42 = 43" says nothing; "5/9 = 0.56" does.
function holds(relation: NodeOf<'relation'>, { value }: Assignment, context: Context): boolean {
  const written = isName(relation.items[0] as Node) ? relation.items.slice(1) : relation.items;
  if (written.length < 2 || !isScalar(value)) return true;
  const last = numericConstant(value, context);
  if (last === undefined) return true;
  return written.every((item) => {
    const number = isScalar(item) ? numericConstant(item, context) : undefined;
    return number === undefined || Math.abs(number - last) <= ROUNDING * Math.abs(last) + 1e-9;
  });
}

function compareTwoRelations(
  a: NodeOf<'relation'>,
  b: NodeOf<'relation'>,
  context: Context,
  compare: Compare,
): Decision | undefined {
  const [left, right] = [asAssignment(a), asAssignment(b)];
  if (left && right) {
    const named = compareAssignments(left.name, left.value, right.name, right.value, context, compare);
    if (named) return named;
  }
  if (isRegion(a) || isRegion(b)) return compareRegions(a, b, context) ?? compareInequalities(a, b, context);
  if (a.items.length === 2 && b.items.length === 2 && a.signs[0] === '=' && b.signs[0] === '=') {
    const equations = compareEquations(squared(a), squared(b), context);
    if (equations.equal === false && areInverse(left, right, context)) return equal('inverse functions');
    return equations.equal === false ? (withFreeConstants(a, b, context) ?? equations) : equations;
  }
  if (a.items.length !== b.items.length || a.signs.join() !== b.signs.join())
    return different('relations of different shape');
  return every(
    a.items.map((item, index) => compare(item, b.items[index] as Node, context)),
    'relations',
  );
}

// sqrt(A) = c is A = c^2 for a number c that is not negative.
function squared(node: NodeOf<'relation'>): NodeOf<'relation'> {
  const [root, value] = node.items as [Node, Node];
  const inside = squareRootOf(root);
  const exact = exactValue(value);
  return inside && exact && exact.n >= 0n && symbolsOf(root).size > 0
    ? { ...node, items: [inside, number(multiply(exact, exact))] }
    : node;
}

function squareRootOf(node: Node): Node | undefined {
  if (node.kind !== 'power' || node.exponent.kind !== 'number') return undefined;
  return node.exponent.value.n === 1n && node.exponent.value.d === 2n ? node.base : undefined;
}

// y = f(x) and x = g(y) are one curve when f and g undo each other.
function areInverse(a: Assignment | undefined, b: Assignment | undefined, context: Context): boolean {
  if (a?.name?.kind !== 'symbol' || b?.name?.kind !== 'symbol' || a.name.name === b.name.name) return false;
  if (!onlyIn(a.value, b.name.name) || !onlyIn(b.value, a.name.name)) return false;
  const there = compareScalars(replaceSymbol(a.value, b.name.name, b.value), a.name, context);
  return (
    there.equal === true &&
    compareScalars(replaceSymbol(b.value, a.name.name, a.value), b.name, context).equal === true
  );
}

function onlyIn(node: Node, letter: string): boolean {
  const names = symbolsOf(node);
  return isScalar(node) && names.size === 1 && names.has(letter);
}

// Solutions with arbitrary constants, whatever their names: y = C_1 e^x, y = c_1 e^x.
function withFreeConstants(
  a: NodeOf<'relation'>,
  b: NodeOf<'relation'>,
  context: Context,
): Decision | undefined {
  if (context.policy.constants !== 'free') return undefined;
  for (const [x, y] of alignedConstants(a, b)) {
    const decision = compareEquations(x, y, context);
    if (decision.equal) return { ...decision, policy: 'constants' };
  }
  return undefined;
}

function compareAssignments(
  nameA: Node | undefined,
  a: Node,
  nameB: Node | undefined,
  b: Node,
  context: Context,
  compare: Compare,
): Decision | undefined {
  if (!nameA || !nameB) return nameA === nameB ? compare(a, b, context) : undefined;
  const argument = sameArgument(nameA, nameB);
  if (argument)
    return compare(a, replaceSymbol(b, argument.from, { kind: 'symbol', name: argument.to }), context);
  if (keyOf(nameA) === keyOf(nameB) || sameRole(nameA, nameB) || sameLetter(nameA, nameB)) {
    const values = compare(a, b, context);
    return values.equal || !isScalar(a) || !isScalar(b) ? values : undefined;
  }
  return undefined;
}

// c and c_max: the same letter, which only one side qualifies.
function sameLetter(a: Node, b: Node): boolean {
  if (a.kind !== 'symbol' || b.kind !== 'symbol') return false;
  const [short, long] = a.name.length < b.name.length ? [a.name, b.name] : [b.name, a.name];
  return /^[A-Za-z]$/.test(short) && long.startsWith(`${short}_`) && /_(?:max|min|[a-z]{3,})$/.test(long);
}

// y = ... and f(x) = ... define the same function.
function sameRole(a: Node, b: Node): boolean {
  const isY = (node: Node): boolean => node.kind === 'symbol' && node.name === 'y';
  const isF = (node: Node): boolean =>
    node.kind === 'call' && node.name.startsWith('fn:') && node.items.length === 1;
  const isSlope = (node: Node): boolean =>
    (node.kind === 'symbol' && node.name === "y'") ||
    (node.kind === 'call' && node.name === 'derivative' && keyOf(node) === SLOPE);
  return (isY(a) && isF(b)) || (isF(a) && isY(b)) || (isSlope(a) && isSlope(b));
}

// dy/dx
const SLOPE = '(call:derivative $x 1 $y)';
