import { keyOf } from '../tree/key.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import {
  ONE_NODE,
  ZERO_NODE,
  isScalar,
  product,
  quotient,
  some,
  sum,
  symbol,
  symbolsOf,
} from '../tree/node.ts';
import { compareCollections, isCollection } from './collections.ts';
import type { Context, Decision } from './context.ts';
import { different, equal, every } from './context.ts';
import { alignedConstants, compareAntiderivatives } from './constants.ts';
import { compareEquations, constantRatio, differenceOf } from './equations.ts';
import { compareFamilies } from './families.ts';
import { compareRealSets } from './intervals.ts';
import { asAssignment, sameArgument } from './names.ts';
import { comparePiecewise, hasPiecewise } from './piecewise.ts';
import { expandSigns } from './prepare.ts';
import { asRealSet, isRegion, substitute } from './regions.ts';
import { compareScalars, infinitySign } from './scalar.ts';
import { normaliseText, sameWords, saysEmpty, saysInfinity, saysSet } from './text.ts';
import { hasParameter } from '../syntax/parameters.ts';
import { compareQuantities } from './units.ts';
import { same } from '../tree/rational.ts';

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
  if (a.kind === 'modulo' || b.kind === 'modulo') return compareResidues(a, b, context);
  if (a.kind === 'relation' || b.kind === 'relation') {
    const related = compareRelations(a, b, context);
    if (related) return related;
  }
  if (a.kind === 'quantity' || b.kind === 'quantity') return compareQuantities(a, b, context, compareNodes);
  const regions = compareRegions(a, b, context);
  if (regions) return regions;
  if (a.kind === 'builder' && b.kind === 'builder') return compareBuilders(a, b, context);
  if (context.policy.constants === 'free' && hasParameter(a) && hasParameter(b)) {
    const families = compareFamilies(itemsOf(a), itemsOf(b), context);
    if (families?.equal) return families;
  }
  if (isCollection(a) || isCollection(b) || hasSigns(a) || hasSigns(b))
    return compareCollections(asColumn(a, b), asColumn(b, a), context, compareNodes);
  if (a.kind === 'matrix' || b.kind === 'matrix') return compareMatrices(a, b, context);
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

function compareTexts(a: Node, b: Node, context: Context): Decision {
  const [left, right] = [textOf(a, context), textOf(b, context)];
  if (left !== undefined && right !== undefined && sameWords(left, right)) return equal('same words');
  const infinite = infinitySign(a) ?? infinitySign(b);
  if (infinite !== undefined && saysInfinity(left ?? right ?? '') === infinite) return equal('infinities');
  if (
    (left !== undefined && saysEmpty(left) && isEmptySet(b)) ||
    (right !== undefined && saysEmpty(right) && isEmptySet(a))
  )
    return equal('no solution is the empty set');
  const named = saysSet(left ?? right ?? '');
  if (named && [a, b].some((node) => node.kind === 'named-set' && node.name === named))
    return equal('a named set');
  if ((left === 'real number' && isAllReals(b)) || (right === 'real number' && isAllReals(a)))
    return equal('all real numbers');
  return different('words that differ');
}

function isAllReals(node: Node): boolean {
  return (
    (node.kind === 'named-set' && node.name === 'R') ||
    (node.kind === 'tuple' &&
      node.items.length === 2 &&
      infinitySign(node.items[0] as Node) === -1 &&
      infinitySign(node.items[1] as Node) === 1)
  );
}

function isEmptySet(node: Node): boolean {
  return (
    (node.kind === 'named-set' && node.name === 'empty') || (node.kind === 'set' && node.items.length === 0)
  );
}

function textOf(node: Node, context: Context): string | undefined {
  if (node.kind === 'text') return normaliseText(node.value, context.policy);
  if (node.kind === 'symbol') return normaliseText(node.name, context.policy);
  if (node.kind === 'list' || node.kind === 'set') {
    const parts = node.items.map((item) => textOf(item, context));
    return parts.includes(undefined) ? undefined : parts.join(', ');
  }
  if (
    node.kind === 'product' &&
    node.items.every((item) => item.kind === 'symbol' || item.kind === 'constant')
  )
    return normaliseText(
      node.items
        .map((item) => (item.kind === 'symbol' || item.kind === 'constant' ? item.name : ''))
        .join(''),
      context.policy,
    );
  return undefined;
}

// a (mod m) against a value, or two residues of one modulus.
function compareResidues(a: Node, b: Node, context: Context): Decision {
  if (a.kind === 'modulo' && b.kind === 'modulo') {
    const modulus = compareNodes(a.modulus, b.modulus, context);
    if (!modulus.equal) return modulus;
    const inside = (node: NodeOf<'modulo'>): Node => asAssignment(node.item)?.value ?? node.item;
    return compareNodes(
      { kind: 'call', name: 'mod', items: [inside(a), a.modulus] },
      { kind: 'call', name: 'mod', items: [inside(b), b.modulus] },
      context,
    );
  }
  const [residue, other] = a.kind === 'modulo' ? [a, b] : [b as NodeOf<'modulo'>, a];
  if (hasParameter(other)) {
    const value = asAssignment(residue.item)?.value ?? residue.item;
    const family = sum(value, product(residue.modulus, symbol('Z#1')));
    return compareNodes(family, asAssignment(other)?.value ?? other, context);
  }
  return compareNodes(residue.item, other, context);
}

function compareRelations(a: Node, b: Node, context: Context): Decision | undefined {
  if (a.kind === 'relation' && b.kind === 'relation') return compareTwoRelations(a, b, context);
  const [relation, other] = a.kind === 'relation' ? [a, b] : [b as NodeOf<'relation'>, a];
  if (isRegion(relation)) return undefined;
  const assignment = asAssignment(relation);
  if (!assignment) return isCollection(other) ? undefined : different('an equation is not a value');
  if (assignment.name && context.policy.assignment === 'strict')
    return different('an equation is not a value', 'assignment');
  const result =
    a.kind === 'relation'
      ? compareNodes(assignment.value, other, context)
      : compareNodes(other, assignment.value, context);
  return result.equal ? { ...result, policy: result.policy ?? 'assignment' } : result;
}

function compareTwoRelations(
  a: NodeOf<'relation'>,
  b: NodeOf<'relation'>,
  context: Context,
): Decision | undefined {
  const [left, right] = [asAssignment(a), asAssignment(b)];
  if (left && right) {
    const named = compareAssignments(left.name, left.value, right.name, right.value, context);
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
    a.items.map((item, index) => compareNodes(item, b.items[index] as Node, context)),
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
): Decision | undefined {
  if (!nameA || !nameB) return nameA === nameB ? compareNodes(a, b, context) : undefined;
  const argument = sameArgument(nameA, nameB);
  if (argument)
    return compareNodes(a, substitute(b, argument.from, { kind: 'symbol', name: argument.to }), context);
  if (keyOf(nameA) === keyOf(nameB) || sameRole(nameA, nameB)) {
    const values = compareNodes(a, b, context);
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

function compareRegions(a: Node, b: Node, context: Context): Decision | undefined {
  if (!isRegion(a) && !isRegion(b)) return undefined;
  if (
    a.kind === 'tuple' &&
    b.kind === 'tuple' &&
    (a.open !== b.open || a.close !== b.close) &&
    a.items.length !== 2
  )
    return different('brackets of different kinds');
  if (context.policy.regions === 'strict' && a.kind !== b.kind)
    return different('an interval and an inequality', 'regions');
  const [left, right] = [asRealSet(a, context), asRealSet(b, context)];
  if (left && right)
    return sameVariable(a, b)
      ? compareRealSets(left, right, context)
      : different('inequalities in different variables');
  return undefined;
}

function sameVariable(a: Node, b: Node): boolean {
  if (a.kind !== 'relation' || b.kind !== 'relation') return true;
  const [x, y] = [symbolsOf(a), symbolsOf(b)];
  return x.size !== 1 || y.size !== 1 || [...x][0] === [...y][0];
}

function compareInequalities(a: NodeOf<'relation'>, b: NodeOf<'relation'>, context: Context): Decision {
  if (a.signs.length !== b.signs.length) return different('chains of different length');
  if (a.signs.length > 1) return compareChains(a, b, context);
  const [left, right] = [upward(a), upward(b)];
  if (left.signs[0] !== right.signs[0]) return different('different relation signs');
  const ratio = constantRatio(differenceOf(left), differenceOf(right), context);
  if (left.signs[0] === '!=' || left.signs[0] === '->')
    return ratio ? equal('relations that are multiples') : different('different relations');
  return ratio === 1
    ? equal('inequalities that are positive multiples')
    : different('different inequalities');
}

function compareChains(a: NodeOf<'relation'>, b: NodeOf<'relation'>, context: Context): Decision {
  const parts = (node: NodeOf<'relation'>): NodeOf<'relation'>[] =>
    node.signs.map((sign, index) => ({
      kind: 'relation',
      signs: [sign],
      items: node.items.slice(index, index + 2),
    }));
  const [left, right] = [parts(a), parts(b)];
  const ordered = every(
    left.map((part, index) => compareInequalities(part, right[index] as NodeOf<'relation'>, context)),
    'chains',
  );
  if (ordered.equal) return ordered;
  return every(
    left.map((part, index) => compareInequalities(part, right.at(-1 - index) as NodeOf<'relation'>, context)),
    'chains',
  );
}

// Written with "<" or "<=".
function upward(node: NodeOf<'relation'>): NodeOf<'relation'> {
  const [sign] = node.signs;
  if (sign !== '>' && sign !== '>=') return node;
  return { kind: 'relation', signs: [sign === '>' ? '<' : '<='], items: node.items.toReversed() };
}

function compareMatrices(a: Node, b: Node, context: Context): Decision {
  const [matrix, other] = a.kind === 'matrix' ? [a, b] : [b, a];
  const scale = matrix.kind === 'matrix' ? identityScale(other) : undefined;
  if (matrix.kind === 'matrix' && scale) return compareDiagonal(matrix, scale, context);
  if (a.kind !== 'matrix' || b.kind !== 'matrix') return different('a matrix is not a number');
  if (a.rows.length !== b.rows.length || a.rows.some((row, i) => row.length !== b.rows[i]?.length))
    return different('matrices of different size');
  return every(
    a.rows.flatMap((row, i) => row.map((entry, j) => compareNodes(entry, b.rows[i]?.[j] ?? entry, context))),
    'empty matrices',
  );
}

// I, 3I, \lambda I: what the identity matrix is multiplied by.
function identityScale(node: Node): Node | undefined {
  const isIdentity = (item: Node): boolean => item.kind === 'symbol' && /^I(?:_\d)?$/.test(item.name);
  if (isIdentity(node)) return ONE_NODE;
  if (node.kind !== 'product' || node.items.filter(isIdentity).length !== 1) return undefined;
  return product(...node.items.filter((item) => !isIdentity(item)));
}

function compareDiagonal(matrix: NodeOf<'matrix'>, scale: Node, context: Context): Decision {
  if (matrix.rows.some((row) => row.length !== matrix.rows.length)) return different('not a square matrix');
  return every(
    matrix.rows.flatMap((row, i) =>
      row.map((entry, j) => compareNodes(entry, i === j ? scale : ZERO_NODE, context)),
    ),
    'a multiple of the identity',
  );
}

function compareRatios(a: Node, b: Node, context: Context): Decision {
  if (a.kind === 'ratio' && b.kind === 'ratio') {
    if (a.items.length !== b.items.length) return different('ratios of different length');
    const [first, ...rest] = a.items as [Node, ...Node[]];
    const other = b.items[0] as Node;
    return every(
      rest.map((item, index) =>
        compareScalars(quotient(item, first), quotient(b.items[index + 1] as Node, other), context),
      ),
      'ratios',
    );
  }
  if (context.policy.ratio === 'strict') return different('a ratio is not a number', 'ratio');
  const [left, right] = [a, b].map((node) =>
    node.kind === 'ratio' && node.items.length === 2
      ? quotient(node.items[0] as Node, node.items[1] as Node)
      : node,
  ) as [Node, Node];
  if (left.kind === 'ratio' || right.kind === 'ratio' || !isScalar(left) || !isScalar(right))
    return different('a ratio is not a number');
  const result = compareScalars(left, right, context);
  return result.equal ? { ...result, policy: 'ratio' } : result;
}

function compareBased(a: Node, b: Node): Decision {
  if (a.kind === 'based' && b.kind === 'based')
    return a.base === b.base && same(a.value, b.value)
      ? equal('numbers in one base')
      : different('numbers in different bases');
  return different('a number in a base and a plain number');
}

/** Whether a tree holds anything but a scalar. */
export function isStructured(node: Node): boolean {
  return some(node, (inner) => !isScalar(inner) && inner.kind !== 'plusminus');
}
