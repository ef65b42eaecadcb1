import type { Rational } from './rational.ts';
import { ONE, ZERO, negate, rational } from './rational.ts';

/** A constant with one fixed meaning. */
export type ConstantName = 'pi' | 'e' | 'i' | 'infinity';

/** A named set. */
export type SetName = 'R' | 'Z' | 'N' | 'Q' | 'C' | 'empty';

/** Relation signs after normalisation of their spellings. */
export type RelationSign =
  | '='
  | '<'
  | '<='
  | '>'
  | '>='
  | '!='
  | '~'
  | 'in'
  | '->'
  | '=='
  | 'subset'
  | 'subseteq'
  | 'supset'
  | 'supseteq';

/** The typed tree of an answer. */
export type Node =
  | {
      readonly kind: 'number';
      readonly value: Rational;
      /** Decimal places as written. */ readonly places?: number;
    }
  | { readonly kind: 'constant'; readonly name: ConstantName }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'sum'; readonly items: readonly Node[] }
  | { readonly kind: 'product'; readonly items: readonly Node[] }
  | { readonly kind: 'power'; readonly base: Node; readonly exponent: Node }
  | { readonly kind: 'call'; readonly name: string; readonly items: readonly Node[] }
  | {
      readonly kind: 'series';
      readonly name: 'sum' | 'product';
      readonly index: string;
      readonly items: readonly Node[];
    }
  | { readonly kind: 'plusminus'; readonly sign: 1 | -1; readonly item: Node }
  | { readonly kind: 'degrees'; readonly item: Node }
  | { readonly kind: 'percent'; readonly item: Node }
  | { readonly kind: 'quantity'; readonly item: Node; readonly unit: string }
  | { readonly kind: 'tuple'; readonly open: string; readonly close: string; readonly items: readonly Node[] }
  | { readonly kind: 'set'; readonly items: readonly Node[] }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'named-set'; readonly name: SetName }
  | {
      readonly kind: 'region';
      readonly name: 'union' | 'intersection' | 'difference';
      readonly items: readonly Node[];
    }
  | { readonly kind: 'builder'; readonly variable: Node; readonly items: readonly Node[] }
  | { readonly kind: 'relation'; readonly signs: readonly RelationSign[]; readonly items: readonly Node[] }
  | { readonly kind: 'ratio'; readonly items: readonly Node[] }
  | { readonly kind: 'modulo'; readonly item: Node; readonly modulus: Node }
  | { readonly kind: 'based'; readonly value: Rational; readonly base: number; readonly digits: string }
  | { readonly kind: 'matrix'; readonly rows: readonly (readonly Node[])[] }
  | { readonly kind: 'text'; readonly value: string };

/** A node of one kind. */
export type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

/** An exact whole number node. */
export function integer(value: bigint | number): Node {
  return { kind: 'number', value: rational(BigInt(value)) };
}

/** An exact number node. */
export function number(value: Rational, places?: number): Node {
  return places === undefined ? { kind: 'number', value } : { kind: 'number', value, places };
}

/** A variable. */
export function symbol(name: string): Node {
  return { kind: 'symbol', name };
}

/** The variable of an inequality that names none: `\\le 5`. */
export const UNNAMED = '?';

/** A constant. */
export function constant(name: ConstantName): Node {
  return { kind: 'constant', name };
}

/** A function applied to arguments. */
export function call(name: string, ...items: Node[]): Node {
  return { kind: 'call', name, items: items.map(ungroup) };
}

/** One, as a node. */
export const ONE_NODE: Node = { kind: 'number', value: ONE };
/** Zero, as a node. */
export const ZERO_NODE: Node = { kind: 'number', value: ZERO };
/** Minus one, as a node. */
export const MINUS_ONE: Node = { kind: 'number', value: negate(ONE) };

/** Sum with nested sums flattened. */
export function sum(...items: Node[]): Node {
  const appended = append('sum', items);
  if (appended) return appended;
  const flat = items.flatMap((item) => (item.kind === 'sum' ? item.items : [ungroup(item)]));
  if (flat.some((item) => item.kind === 'quantity')) return hoistUnit('sum', flat);
  return flat.length === 1 && flat[0] ? flat[0] : { kind: 'sum', items: flat };
}

/** Product with nested products flattened. */
export function product(...items: Node[]): Node {
  const appended = append('product', items);
  if (appended) return appended;
  const flat = items.flatMap((item) => (item.kind === 'product' ? item.items : [ungroup(item)]));
  if (flat.some((item) => item.kind === 'quantity')) return hoistUnit('product', flat);
  return flat.length === 1 && flat[0] ? flat[0] : { kind: 'product', items: flat };
}

// The usual step of a long chain: one more plain item behind a flat list.
function append(kind: 'sum' | 'product', items: readonly Node[]): Node | undefined {
  const [first, last] = items;
  if (items.length !== 2 || first?.kind !== kind || !last || last.kind === kind || NOT_PLAIN.has(last.kind))
    return undefined;
  return { kind, items: first.items.concat([last]) };
}

const NOT_PLAIN: ReadonlySet<string> = new Set(['quantity', 'set']);

// "-3 cm" and "2 + 5 cm" have their unit outside; different units stay where they are.
function hoistUnit(kind: 'sum' | 'product', items: readonly Node[]): Node {
  const units = new Set(items.flatMap((item) => (item.kind === 'quantity' ? [item.unit] : [])));
  const [unit] = units;
  const count = items.filter((item) => item.kind === 'quantity').length;
  if (unit === undefined || units.size !== 1 || (kind === 'product' && count !== 1)) return { kind, items };
  const bare = items.map((item) => (item.kind === 'quantity' ? item.item : item));
  return { kind: 'quantity', item: kind === 'sum' ? sum(...bare) : product(...bare), unit };
}

/** Power. */
export function power(base: Node, exponent: Node): Node {
  return { kind: 'power', base: ungroup(base), exponent: ungroup(exponent) };
}

/** Additive inverse; a written number keeps its decimal places. */
export function negative(item: Node): Node {
  if (item.kind === 'number') return number(negate(item.value), item.places);
  if (item.kind === 'percent' || item.kind === 'degrees') return { ...item, item: negative(item.item) };
  return product(MINUS_ONE, item);
}

/** Quotient. */
export function quotient(top: Node, bottom: Node): Node {
  return product(top, power(bottom, MINUS_ONE));
}

/** Braces around one element that stands where a factor or an argument must stand only group. */
export function ungroup(item: Node): Node {
  return item.kind === 'set' && item.items.length === 1 && item.items[0] ? item.items[0] : item;
}

/** The direct children of a node. */
export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'power':
      return [node.base, node.exponent];
    case 'modulo':
      return [node.item, node.modulus];
    case 'matrix':
      return node.rows.flat();
    case 'builder':
      return [node.variable, ...node.items];
    case 'plusminus':
    case 'degrees':
    case 'percent':
    case 'quantity':
      return [node.item];
    default:
      return 'items' in node ? node.items : [];
  }
}

/** The node with each direct child replaced. */
export function mapChildren(node: Node, change: (child: Node) => Node): Node {
  switch (node.kind) {
    case 'power':
      return power(change(node.base), change(node.exponent));
    case 'modulo':
      return { ...node, item: change(node.item), modulus: change(node.modulus) };
    case 'matrix':
      return { ...node, rows: node.rows.map((row) => row.map(change)) };
    case 'builder':
      return { ...node, variable: change(node.variable), items: node.items.map(change) };
    case 'plusminus':
    case 'degrees':
    case 'percent':
    case 'quantity':
      return { ...node, item: change(node.item) };
    case 'sum':
      return sum(...node.items.map(change));
    case 'product':
      return product(...node.items.map(change));
    default:
      return 'items' in node ? ({ ...node, items: node.items.map(change) } as Node) : node;
  }
}

/** Whether the node or anything below it satisfies a test. */
export function some(node: Node, test: (node: Node) => boolean): boolean {
  return test(node) || children(node).some((child) => some(child, test));
}

/** The tree with a variable replaced. */
export function replaceSymbol(node: Node, name: string, value: Node): Node {
  if (node.kind === 'symbol') return node.name === name ? value : node;
  return mapChildren(node, (child) => replaceSymbol(child, name, value));
}

/** Names of the variables below a node. */
export function symbolsOf(node: Node, into: Set<string> = new Set()): Set<string> {
  if (node.kind === 'symbol') into.add(node.name);
  for (const child of children(node)) symbolsOf(child, into);
  return into;
}

const SCALAR_KINDS = new Set([
  'number',
  'constant',
  'symbol',
  'sum',
  'product',
  'power',
  'call',
  'series',
  'degrees',
  'percent',
  'based',
]);

/** Whether a node stands for one value (no set, tuple, relation or text anywhere). */
export function isScalar(node: Node): boolean {
  if (node.kind === 'call' && node.name === 'piecewise')
    return node.items.every((item, index) => index % 2 === 1 || isScalar(item));
  return SCALAR_KINDS.has(node.kind) && children(node).every(isScalar);
}
