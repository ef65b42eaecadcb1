import type { Node, NodeOf } from '../tree/node.ts';
import { isScalar, symbolsOf } from '../tree/node.ts';

/** Whether a side of an equation only names something: `x`, `f(x)`, `AB`, `(x, y)`, `V_1 : V_2`. */
export function isName(node: Node): boolean {
  switch (node.kind) {
    case 'symbol':
      return true;
    case 'constant':
      return node.name === 'e' || node.name === 'i';
    case 'call':
      return (
        node.name.startsWith('fn:') ||
        node.name.startsWith('opaque:') ||
        node.name === 'derivative' ||
        ((node.name === 'abs' || node.name.startsWith('index:') || MEASURES.has(node.name)) &&
          node.items.every(isName) &&
          !isLowerVariable(node.items[0]))
      );
    case 'product':
      return (
        node.items.every((item) => item.kind === 'symbol' && /^[A-Z]/.test(item.name)) ||
        isApplied(node) ||
        isGradient(node)
      );
    case 'power':
      return (
        node.base.kind === 'symbol' &&
        /^[A-Z]$/.test(node.base.name) &&
        ((node.exponent.kind === 'number' && node.exponent.value.n === -1n) ||
          (node.exponent.kind === 'symbol' && node.exponent.name === 'T'))
      );
    case 'tuple':
    case 'ratio':
      return node.items.every(isName);
    case 'text':
      return true;
    default:
      return false;
  }
}

const MEASURES = new Set(['det', 'rank', 'tr', 'dim']);

function isLowerVariable(node: Node | undefined): boolean {
  return node?.kind === 'symbol' && /^[a-z]/.test(node.name);
}

// P(x), read as a product of a capital letter and a variable.
function isApplied(node: NodeOf<'product'>): boolean {
  const [first, second] = node.items;
  return (
    node.items.length === 2 &&
    first?.kind === 'symbol' &&
    second?.kind === 'symbol' &&
    (/^[A-Zpqruvwy]/.test(first.name) || (second.name === 't' && /^[xzsvah]/.test(first.name))) &&
    /^[a-z]$/.test(second.name)
  );
}

function isGradient(node: NodeOf<'product'>): boolean {
  const [nabla, name] = node.items;
  return (
    node.items.length === 2 && nabla?.kind === 'symbol' && nabla.name === 'nabla' && name?.kind === 'symbol'
  );
}

/** An equation split into what it names and the value it gives. */
export interface Assignment {
  readonly name: Node | undefined;
  readonly value: Node;
}

/** Reads `x = y = z = 1` as `x = 1, y = 1, z = 1`. */
export function asEqualChain(node: Node): Node | undefined {
  if (node.kind !== 'relation' || node.items.length < 3 || !node.signs.every((sign) => sign === '='))
    return undefined;
  const value = node.items.at(-1) as Node;
  const names = node.items.slice(0, -1);
  if (
    !isScalar(value) ||
    !names.every(isLetter) ||
    symbolsOf({ kind: 'list', items: names }).size < names.length
  )
    return undefined;
  return {
    kind: 'list',
    items: names.map((name) => ({ kind: 'relation', signs: ['='], items: [name, value] })),
  };
}

function isLetter(node: Node): boolean {
  return node.kind === 'symbol' && /^[a-z](?:_\w+)?$/.test(node.name);
}

const EQUALITIES = new Set(['=', '~', '==']);

/** Reads `x = 5`, `2 = x`, `z = 1 + 1 = 2`, `x \approx 3`, `k \in S` as an assignment. */
export function asAssignment(node: Node): Assignment | undefined {
  if (node.kind !== 'relation') return undefined;
  if (node.signs.length === 1 && node.signs[0] === 'in' && !isName(node.items[0] as Node)) return undefined;
  if (node.signs.length === 1 && (node.signs[0] === 'in' || node.signs[0] === '->'))
    return { name: node.items[0], value: node.items[1] as Node };
  if (!node.signs.every((sign) => EQUALITIES.has(sign))) return undefined;
  const [first, ...others] = node.items as [Node, ...Node[]];
  const values = isName(first) ? others : node.items;
  const last = valueOf(node, isName(first) ? 1 : 0);
  if (isName(first) && !(others.length === 1 && !isName(last) && symbolsOf(last).has(nameOf(first))))
    return { name: first, value: last };
  const end = node.items.at(-1) as Node;
  if (node.items.length === 2 && isName(end) && !symbolsOf(first).has(nameOf(end)))
    return { name: end, value: first };
  return values.every((value) => symbolsOf(value).size === 0) ? { name: undefined, value: last } : undefined;
}

// The last value before an approximation sign, which is the exact one.
function valueOf(node: NodeOf<'relation'>, from: number): Node {
  const about = node.signs.findIndex((sign, index) => sign === '~' && index >= from);
  return (about < 0 ? node.items.at(-1) : node.items[about]) as Node;
}

function nameOf(node: Node): string {
  return node.kind === 'symbol' ? node.name : '';
}

/** Two definitions of one function with different letters for its argument: f(t) = ..., f(x) = ... */
export function sameArgument(a: Node, b: Node): { readonly from: string; readonly to: string } | undefined {
  if (a.kind !== 'call' || b.kind !== 'call' || a.name !== b.name || !a.name.startsWith('fn:'))
    return undefined;
  const [x, y] = [a.items[0], b.items[0]];
  return a.items.length === 1 &&
    b.items.length === 1 &&
    x?.kind === 'symbol' &&
    y?.kind === 'symbol' &&
    x.name !== y.name
    ? { from: y.name, to: x.name }
    : undefined;
}

const ABOUT = new Set(['sin', 'cos', 'tan', 'cot', 'sec', 'csc', 'abs', 'ln', 'log']);

/**
 * The value that an equation states of a compound quantity: `m + n = 13`, `\\sin\\theta = 3/5`. An equation in one
 * letter (`x^2 = 4`) states none, since it is to be solved.
 */
export function statedValue(node: Node): Node | undefined {
  if (node.kind !== 'relation' || node.items.length !== 2 || node.signs[0] !== '=') return undefined;
  const [left, right] = node.items as [Node, Node];
  if (symbolsOf(right).size > 0 || !isScalar(right)) return undefined;
  if (left.kind === 'call') return ABOUT.has(left.name) && left.items.every(isName) ? right : undefined;
  const parts = left.kind === 'sum' || left.kind === 'product' ? left.items : [];
  return parts.length > 1 && symbolsOf(left).size >= parts.length && parts.every(isPlainTerm)
    ? right
    : undefined;
}

function isPlainTerm(node: Node): boolean {
  if (node.kind === 'symbol') return true;
  if (node.kind === 'power') return node.base.kind === 'symbol' && node.exponent.kind === 'number';
  return (
    node.kind === 'product' &&
    node.items.every((item) => isPlainTerm(item) || (item.kind === 'number' && item.value.n === -1n))
  );
}
