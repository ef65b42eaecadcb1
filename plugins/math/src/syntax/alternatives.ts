import type { Node } from '../tree/node.ts';
import { call, constant, integer, mapChildren, product, some, sum, symbolsOf } from '../tree/node.ts';

/** Further readings of a tree whose notation has another meaning too, e.g. `C_{10}^3`, `A(1,2)`, `3 + 4j`. */
export function alternatives(node: Node, text: string): Node[] {
  const others: (Node | undefined)[] = [
    /(?<![A-Za-z\\])I(?![a-zA-Z]{2})/.test(text) ? withImaginary(node, 'I') : undefined,
    /\dj|\bj\b/.test(text) && !/(?<![A-Za-z])i(?![A-Za-z])/.test(text) ? withImaginary(node, 'j') : undefined,
    /[CAP]/.test(text) ? changed(node, combination) : undefined,
    /[A-Z]/.test(text) ? labelledPoint(node) : undefined,
    /[fgh]/.test(text) && !some(node, (inner) => inner.kind === 'relation')
      ? changed(node, unapplied)
      : undefined,
    text.includes('[') ? nestedMatrix(node) : undefined,
  ];
  return others.filter((other) => other !== undefined);
}

const MOST_CHANGES = 24;

// The tree with a change at every place where it applies; nothing when it applies nowhere.
function changed(node: Node, change: (node: Node) => Node | undefined): Node | undefined {
  let hits = 0;
  const walk = (inner: Node): Node => {
    const next = change(inner);
    if (!next) return mapChildren(inner, walk);
    hits += 1;
    return next;
  };
  const result = walk(node);
  return hits === 0 || hits > MOST_CHANGES ? undefined : result;
}

// Some systems and fields write the imaginary unit as I or j.
function withImaginary(node: Node, letter: string): Node | undefined {
  return letter === 'I' || symbolsOf(node).size === 1
    ? changed(node, (inner) => (inner.kind === 'symbol' && inner.name === letter ? constant('i') : undefined))
    : undefined;
}

// C_{10}^{3}, A_5^2, P_5^2, P(5, 2): choices and arrangements.
function combination(node: Node): Node | undefined {
  if (node.kind === 'power' && node.base.kind === 'symbol') {
    const match = /^([CAP])_(\d{1,4})$/.exec(node.base.name);
    if (match) return count(match[1] === 'C', integer(Number(match[2])), node.exponent);
  }
  if (node.kind === 'call' && node.name === 'fn:P' && node.items.length === 2)
    return count(false, node.items[0] as Node, node.items[1] as Node);
  return undefined;
}

function count(choices: boolean, n: Node, k: Node): Node | undefined {
  if (n.kind !== 'number' || k.kind !== 'number') return undefined;
  const ways = call('binomial', n, k);
  return choices ? ways : product(ways, call('factorial', k));
}

// A(1, 2) is the point (1, 2).
function labelledPoint(node: Node): Node | undefined {
  if (node.kind === 'list') {
    const points = node.items.map(labelledPoint);
    return points.every((point) => point !== undefined) ? { kind: 'list', items: points } : undefined;
  }
  return node.kind === 'call' && /^fn:[A-Z]/.test(node.name) && node.items.length >= 2
    ? { kind: 'tuple', open: '(', close: ')', items: node.items }
    : undefined;
}

// h(a + b) may be a product: the height times a sum.
function unapplied(node: Node): Node | undefined {
  return node.kind === 'call' && /^fn:[fgh]$/.test(node.name) && node.items[0]?.kind === 'sum'
    ? product({ kind: 'symbol', name: node.name.slice(3) }, node.items[0])
    : undefined;
}

// [[1, 0], [0, 1]] is a matrix.
function nestedMatrix(node: Node): Node | undefined {
  if (node.kind !== 'tuple' || node.open !== '[' || node.items.length < 2) return undefined;
  const rows = node.items.map((row) => (row.kind === 'tuple' && row.open === '[' ? row.items : []));
  const width = rows[0]?.length ?? 0;
  return width > 0 && rows.every((row) => row.length === width) ? { kind: 'matrix', rows } : undefined;
}

const UNIT_VECTOR =
  /\\(?:mathbf|hat|vec|boldsymbol|bm|overrightarrow)\s*(?:\{\s*\\?([ijk])(?:math)?\s*\}|([ijk])(?![a-z]))/g;

/** The text with the unit vectors i, j, k as symbols of their own; `undefined` when it has none. */
export function markUnitVectors(text: string): string | undefined {
  if (!/\\(?:mathbf|hat|vec|boldsymbol|bm|overrightarrow)/.test(text)) return undefined;
  const marked = text.replace(
    UNIT_VECTOR,
    (_, braced?: string, bare?: string) => `\\unitvector_${braced ?? bare} `,
  );
  return marked === text ? undefined : marked;
}

/** The components of a linear form in the unit vectors, in two and three dimensions. */
export function asComponents(node: Node): Node[] {
  const names = ['i', 'j', 'k'].map((letter) => `unitvector_${letter}`);
  const used = names.filter((name) => symbolsOf(node).has(name));
  if (used.length === 0 || !isScalarForm(node)) return [];
  const components = names.map((name) => at(node, names, name));
  const tuple = (items: Node[]): Node => ({ kind: 'tuple', open: '(', close: ')', items });
  const all = tuple(components);
  return used.includes('unitvector_k') ? [all] : [tuple(components.slice(0, 2)), all];
}

function isScalarForm(node: Node): boolean {
  return node.kind === 'sum' || node.kind === 'product' || node.kind === 'symbol';
}

function at(node: Node, names: readonly string[], chosen: string): Node {
  if (node.kind === 'symbol' && names.includes(node.name)) return integer(node.name === chosen ? 1 : 0);
  return mapChildren(node, (child) => at(child, names, chosen));
}

/** Sums of tuples and their multiples, carried out: (1, 0) + t(2, 1). */
export function addTuples(node: Node): Node {
  if (node.kind === 'relation') return mapChildren(node, addTuples);
  const value = vectorOf(node);
  return value ? { kind: 'tuple', open: '(', close: ')', items: value } : node;
}

function vectorOf(node: Node): readonly Node[] | undefined {
  if (node.kind === 'tuple') return node.open === '(' && node.close === ')' ? node.items : undefined;
  if (node.kind === 'call' && /^fn:[a-z]$/.test(node.name) && node.items.length >= 2)
    return node.items.map((item) => product({ kind: 'symbol', name: node.name.slice(3) }, item));
  if (node.kind === 'power' && node.base.kind === 'tuple')
    return node.exponent.kind === 'symbol' && node.exponent.name === 'T' ? node.base.items : undefined;
  if (node.kind === 'product') return scaledVector(node.items);
  if (node.kind !== 'sum' || !some(node, (inner) => inner.kind === 'tuple')) return undefined;
  const parts = node.items.map(vectorOf);
  const [first] = parts;
  if (!first || parts.some((part) => part?.length !== first.length)) return undefined;
  return first.map((_, index) => sum(...parts.map((part) => part?.[index] as Node)));
}

function scaledVector(items: readonly Node[]): readonly Node[] | undefined {
  const vectors = items.filter((item) => item.kind === 'tuple');
  const [vector] = vectors;
  const scalars = items.filter((item) => item.kind !== 'tuple');
  return vectors.length === 1 && vector && scalars.length > 0 && vector.open === '(' && vector.close === ')'
    ? vector.items.map((item) => product(...scalars, item))
    : undefined;
}
