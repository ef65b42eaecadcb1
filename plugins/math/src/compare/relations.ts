import { keyOf } from '../tree/key.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import { isScalar } from '../tree/node.ts';
import { isCollection } from './collections.ts';
import { alignedConstants } from './constants.ts';
import type { Compare, Context, Decision } from './context.ts';
import { different, every } from './context.ts';
import { compareEquations } from './equations.ts';
import { compareInequalities, compareRegions } from './inequalities.ts';
import { asAssignment, sameArgument } from './names.ts';
import { isRegion, substitute } from './regions.ts';

/** Compares two relations, or a relation with what it states; `undefined` when another type decides. */
export function compareRelations(a: Node, b: Node, context: Context, compare: Compare): Decision | undefined {
  if (a.kind === 'relation' && b.kind === 'relation') return compareTwoRelations(a, b, context, compare);
  const [relation, other] = a.kind === 'relation' ? [a, b] : [b as NodeOf<'relation'>, a];
  if (isRegion(relation)) return undefined;
  const assignment = asAssignment(relation);
  if (!assignment) return isCollection(other) ? undefined : different('an equation is not a value');
  if (assignment.name && context.policy.assignment === 'strict')
    return different('an equation is not a value', 'assignment');
  const result =
    a.kind === 'relation'
      ? compare(assignment.value, other, context)
      : compare(other, assignment.value, context);
  return result.equal ? { ...result, policy: result.policy ?? 'assignment' } : result;
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
    const equations = compareEquations(a, b, context);
    return equations.equal === false ? (withFreeConstants(a, b, context) ?? equations) : equations;
  }
  if (a.items.length !== b.items.length || a.signs.join() !== b.signs.join())
    return different('relations of different shape');
  return every(
    a.items.map((item, index) => compare(item, b.items[index] as Node, context)),
    'relations',
  );
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
    return compare(a, substitute(b, argument.from, { kind: 'symbol', name: argument.to }), context);
  if (keyOf(nameA) === keyOf(nameB) || sameRole(nameA, nameB)) {
    const values = compare(a, b, context);
    return values.equal || !isScalar(a) || !isScalar(b) ? values : undefined;
  }
  return undefined;
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
