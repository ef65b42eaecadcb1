import { hasParameter } from '../syntax/parameters.ts';
import { keyOf } from '../tree/key.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import { isScalar, some } from '../tree/node.ts';
import { compareCollections, isCollection } from './collections.ts';
import { compareAntiderivatives } from './constants.ts';
import type { Context, Decision } from './context.ts';
import { different, equal } from './context.ts';
import { compareFamilies } from './families.ts';
import { compareRegions } from './inequalities.ts';
import { compareMatrices } from './matrix-equality.ts';
import { asAssignment } from './names.ts';
import { comparePiecewise, hasPiecewise } from './piecewise.ts';
import { expandSigns } from './prepare.ts';
import { compareBased, compareRatios } from './ratios.ts';
import { compareRelations } from './relations.ts';
import { compareResidues } from './residues.ts';
import { compareScalars } from './scalar.ts';
import { compareTexts } from './text-equality.ts';
import { compareQuantities } from './units.ts';
import { compareWholeSets } from './whole-sets.ts';

/** Compares two answers by their types. */
export function compareNodes(a: Node, b: Node, context: Context): Decision {
  context.budget.spend();
  if (keyOf(a) === keyOf(b)) return equal('same form');
  if (a.kind === 'text' || b.kind === 'text') return compareTexts(a, b, context);
  const letters = [choiceSet(a), choiceSet(b)];
  if (letters[0] !== undefined && letters[0] === letters[1]) return equal('choice letters');
  if (hasPiecewise(a) || hasPiecewise(b)) {
    const pieces = compareCases(a, b, context);
    if (pieces) return pieces;
  }
  if (a.kind === 'modulo' || b.kind === 'modulo') return compareResidues(a, b, context, compareNodes);
  if (a.kind === 'relation' || b.kind === 'relation') {
    const related = compareRelations(a, b, context, compareNodes);
    if (related) return related;
  }
  if (a.kind === 'quantity' || b.kind === 'quantity') return compareQuantities(a, b, context, compareNodes);
  const regions = compareRegions(a, b, context);
  if (regions) return regions;
  const whole = compareWholeSets(a, b, context);
  if (whole) return whole;
  if (a.kind === 'builder' && b.kind === 'builder') return compareBuilders(a, b, context);
  if (context.policy.constants === 'free' && hasParameter(a) && hasParameter(b)) {
    const families = compareFamilies(itemsOf(a), itemsOf(b), context);
    if (families?.equal) return families;
  }
  if (isCollection(a) || isCollection(b) || hasSigns(a) || hasSigns(b))
    return compareCollections(asColumn(a, b), asColumn(b, a), context, compareNodes);
  if (a.kind === 'matrix' || b.kind === 'matrix') return compareMatrices(a, b, context, compareNodes);
  if (a.kind === 'ratio' || b.kind === 'ratio') return compareRatios(a, b, context);
  if (a.kind === 'based' || b.kind === 'based') return compareBased(a, b);
  if (isScalar(a) && isScalar(b)) {
    const scalars = compareScalars(a, b, context);
    if (scalars.equal !== false || context.policy.constants !== 'free') return scalars;
    return compareAntiderivatives(a, b, context) ?? scalars;
  }
  return different(`a ${a.kind} is not a ${b.kind}`);
}

// "A, C" and "AC" name the same choices.
function choiceSet(node: Node): string | undefined {
  if ((node.kind !== 'list' && node.kind !== 'product') || node.items.length < 2) return undefined;
  const names = node.items.map((item) => (item.kind === 'symbol' ? item.name : ''));
  if (!names.every((name) => /^[A-J]$|^circled_\d+$/.test(name)) || new Set(names).size < names.length)
    return undefined;
  const sorted = names.toSorted().join('');
  return node.kind === 'list' || names.join('') === sorted ? sorted : undefined;
}

// Sets of the same elements under the same conditions.
function compareBuilders(a: NodeOf<'builder'>, b: NodeOf<'builder'>, context: Context): Decision {
  if (keyOf(a.variable) !== keyOf(b.variable) || a.items.length !== b.items.length)
    return different('sets of different elements');
  const pairs = a.items.map((item) => b.items.map((other) => compareNodes(item, other, context)));
  const matched = (rows: readonly Decision[]): boolean => rows.some((row) => row.equal);
  return pairs.every(matched) && b.items.every((_, index) => pairs.some((row) => row[index]?.equal))
    ? equal('sets with the same conditions')
    : different('sets with different conditions');
}

// A definition by cases may carry its name on either side.
function compareCases(a: Node, b: Node, context: Context): Decision | undefined {
  const [left, right] = [asAssignment(a)?.value ?? a, asAssignment(b)?.value ?? b];
  return isScalar(left) && isScalar(right) ? comparePiecewise(left, right, context) : undefined;
}

function itemsOf(node: Node): readonly Node[] {
  return node.kind === 'list' || node.kind === 'set' ? node.items : [node];
}

// Some books write a column of two numbers like a binomial.
function asColumn(node: Node, other: Node): Node {
  return other.kind === 'matrix' && node.kind === 'call' && node.name === 'binomial'
    ? { kind: 'matrix', rows: node.items.map((item) => [item]) }
    : node;
}

function hasSigns(node: Node): boolean {
  return isScalarLike(node) && expandSigns(node).length > 1;
}

function isScalarLike(node: Node): boolean {
  return (
    node.kind === 'sum' ||
    node.kind === 'product' ||
    node.kind === 'plusminus' ||
    node.kind === 'power' ||
    node.kind === 'call'
  );
}

/** Whether a tree holds anything but a scalar. */
export function isStructured(node: Node): boolean {
  return some(node, (inner) => !isScalar(inner) && inner.kind !== 'plusminus');
}
