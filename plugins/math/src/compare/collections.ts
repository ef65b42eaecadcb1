import { LIMITS, LimitError } from '../limits.ts';
import { keyOf } from '../tree/key.ts';
import type { Node } from '../tree/node.ts';
import { children } from '../tree/node.ts';
import type { Compare, Context, Decision } from './context.ts';
import { different, equal, every } from './context.ts';
import { asAssignment } from './names.ts';
import { matchElements } from './matching.ts';
import { expandItems, expandSigns } from './prepare.ts';

/** How the elements of a collection belong together. */
type Shape = 'list' | 'set' | 'tuple' | 'record' | 'single';

interface Collection {
  readonly shape: Shape;
  readonly items: readonly Node[];
  /** Names of a record's fields, in order. */
  readonly names: readonly string[];
  readonly brackets: string;
}

/** Whether a node holds several values. */
export function isCollection(node: Node): boolean {
  return (
    node.kind === 'list' ||
    node.kind === 'set' ||
    node.kind === 'tuple' ||
    (node.kind === 'matrix' && isVector(node))
  );
}

function isVector(node: Node): boolean {
  return node.kind === 'matrix' && (node.rows.length === 1 || node.rows.every((row) => row.length === 1));
}

/** Compares lists, sets, tuples, vectors and what stands for them. */
export function compareCollections(a: Node, b: Node, context: Context, compare: Compare): Decision {
  if (a.kind === 'matrix' && b.kind === 'matrix') return compareVectors(a.rows, b.rows, context, compare);
  const [left, right] = [collect(a), collect(b)];
  if (left.items.length > LIMITS.elements || right.items.length > LIMITS.elements)
    throw new LimitError('a collection has too many elements');
  if (left.shape === 'record' || right.shape === 'record')
    return compareRecords(left, right, context, compare);
  if (left.shape === 'tuple' || right.shape === 'tuple') return compareTuples(left, right, context, compare);
  if (context.policy.listOrder === 'kept' && left.shape === 'list' && right.shape === 'list')
    return inOrder(left.items, right.items, context, compare, 'lists in order');
  return compareUnordered(left, right, context, compare);
}

function compareVectors(
  a: readonly (readonly Node[])[],
  b: readonly (readonly Node[])[],
  context: Context,
  compare: Compare,
): Decision {
  if (a.length !== b.length || a.some((row, i) => row.length !== b[i]?.length))
    return different('matrices of different size');
  return inOrder(a.flat(), b.flat(), context, compare, 'matrices entry by entry');
}

function collect(node: Node): Collection {
  switch (node.kind) {
    case 'list':
    case 'set':
      return collectItems(node.kind, expandItems(node.items));
    case 'tuple':
      if (countSigns(node) === 1) return { shape: 'set', items: expandSigns(node), names: [], brackets: '' };
      return {
        shape: 'tuple',
        items: node.items.map(fieldValue),
        names: fieldNames(node.items),
        brackets: `${node.open}${node.close}`,
      };
    case 'matrix':
      return { shape: 'tuple', items: node.rows.flat(), names: [], brackets: 'matrix' };
    default: {
      const values = expandSigns(node);
      return { shape: values.length > 1 ? 'set' : 'single', items: values, names: [], brackets: '' };
    }
  }
}

// (\pm 1, 0) is two points; with two signs it would not be clear how many.
function countSigns(node: Node): number {
  return children(node).reduce(
    (total, child) => total + countSigns(child),
    node.kind === 'plusminus' ? 1 : 0,
  );
}

// x = 1, y = 2 is a record; x = 1, x = 2 and x = 1, 2 are lists of values.
function collectItems(kind: 'list' | 'set', items: readonly Node[]): Collection {
  const names = fieldNames(items);
  const distinct = new Set(names);
  if (items.length > 1 && names.length === items.length && distinct.size === names.length)
    return { shape: 'record', items: items.map(fieldValue), names, brackets: '' };
  if (items.length > 1 && names.length === items.length && distinct.size === 1)
    return { shape: 'set', items: expandItems(items.map(fieldValue)), names: [], brackets: '' };
  const period = periodOf(names);
  if (period > 1 && names.length === items.length)
    return { shape: kind, items: inTuples(items.map(fieldValue), period), names: [], brackets: '' };
  const equations = items.some((item) => item.kind === 'relation' && !asAssignment(item)?.name);
  if (names.length > 0 && !equations && (distinct.size === 1 || kind === 'set'))
    return { shape: kind, items: expandItems(items.map(fieldValue)), names: [], brackets: '' };
  return { shape: kind, items, names: [], brackets: '' };
}

// x = 1, y = 2, x = 3, y = 4 are two pairs.
function periodOf(names: readonly string[]): number {
  const period = names.indexOf(names[0] ?? '', 1);
  return period > 1 &&
    names.length % period === 0 &&
    names.every((name, index) => name === names[index % period])
    ? period
    : 0;
}

function inTuples(values: readonly Node[], period: number): Node[] {
  return Array.from({ length: values.length / period }, (_, index) => ({
    kind: 'tuple',
    open: '(',
    close: ')',
    items: values.slice(index * period, (index + 1) * period),
  }));
}

function fieldNames(items: readonly Node[]): string[] {
  return items.flatMap((item) => {
    const name = asAssignment(item)?.name;
    return name ? [keyOf(name)] : [];
  });
}

function fieldValue(item: Node): Node {
  return asAssignment(item)?.value ?? item;
}

function compareRecords(a: Collection, b: Collection, context: Context, compare: Compare): Decision {
  if (
    a.shape === 'record' &&
    b.shape === 'record' &&
    a.names.every((name) => b.names.includes(name)) &&
    a.names.length === b.names.length
  ) {
    return inOrder(
      a.items,
      a.names.map((name) => b.items[b.names.indexOf(name)] as Node),
      context,
      compare,
      'values by name',
    );
  }
  if (a.shape === 'set' || b.shape === 'set') return compareUnordered(a, b, context, compare);
  const [record, other] = a.shape === 'record' ? [a, b] : [b, a];
  if (HALF_OPEN.has(other.brackets)) return different('a half-open interval is no list');
  if (other.shape === 'list' && record.names.every((name) => ROOT.test(name)))
    return compareUnordered({ ...a, shape: 'list' }, { ...b, shape: 'list' }, context, compare);
  return inOrder(a.items, b.items, context, compare, 'values in order');
}

const HALF_OPEN = new Set(['(]', '[)']);

// x_1, x_2, ... number the solutions of one equation, in any order.
const ROOT = /^\$(?:x|z|r|lambda)_\d$/;

function compareTuples(a: Collection, b: Collection, context: Context, compare: Compare): Decision {
  const [tuple, other] = a.shape === 'tuple' ? [a, b] : [b, a];
  if (other.shape === 'set' || other.shape === 'single') {
    return other.items.length === 1 && other.shape === 'set'
      ? compareUnordered(
          { ...a, items: tuple === a ? [asTuple(a)] : a.items },
          { ...b, items: tuple === b ? [asTuple(b)] : b.items },
          context,
          compare,
        )
      : different('a tuple is not a set');
  }
  if (other.shape === 'list' && HALF_OPEN.has(tuple.brackets))
    return different('a half-open interval is no list');
  if (other.shape === 'list' && context.policy.tuple === 'strict')
    return different('a list is not a tuple', 'tuple');
  if (other.items.some((item) => item.kind === 'modulo')) return different('residues are no tuple');
  if (other.shape === 'tuple' && tuple.brackets !== other.brackets) {
    const vector = tuple.brackets === 'matrix' || other.brackets === 'matrix';
    const halfOpen = HALF_OPEN.has(tuple.brackets) || HALF_OPEN.has(other.brackets);
    if (!vector || halfOpen || context.policy.vector === 'strict')
      return different('brackets of different kinds', vector ? 'vector' : undefined);
  }
  return inOrder(a.items, b.items, context, compare, 'tuples in order');
}

function asTuple(collection: Collection): Node {
  return {
    kind: 'tuple',
    open: collection.brackets[0] ?? '(',
    close: collection.brackets[1] ?? ')',
    items: collection.items,
  };
}

function inOrder(
  a: readonly Node[],
  b: readonly Node[],
  context: Context,
  compare: Compare,
  step: string,
): Decision {
  if (a.length !== b.length) return different('different numbers of values');
  const decision = every(lazily(a, b, context, compare), step);
  return decision.equal ? { ...decision, step } : decision;
}

function* lazily(
  a: readonly Node[],
  b: readonly Node[],
  context: Context,
  compare: Compare,
): Generator<Decision> {
  for (const [index, item] of a.entries()) yield compare(item, b[index] as Node, context);
}

// Each element must find a partner; a set may repeat its elements, a list may not.
function compareUnordered(a: Collection, b: Collection, context: Context, compare: Compare): Decision {
  if (nestsSet(a, b) || nestsSet(b, a)) return different('a set is not its element');
  const lists = a.shape === 'list' && b.shape === 'list' && !a.items.every((item) => item.kind === 'tuple');
  if (lists && a.items.length !== b.items.length) return different('different numbers of values');
  const match = matchElements(a.items, b.items, lists, context, compare);
  if (match !== true) return match;
  const back = lists ? true : matchElements(b.items, a.items, false, context, compare);
  return back === true ? equal(lists ? 'lists without order' : 'sets element by element') : back;
}

// {∅} holds one element, and ∅ none.
function nestsSet(a: Collection, b: Collection): boolean {
  return a.shape === 'set' && b.shape === 'single' && b.items.some((item) => SET_KINDS.has(item.kind));
}

const SET_KINDS = new Set<Node['kind']>(['named-set', 'region', 'builder']);
