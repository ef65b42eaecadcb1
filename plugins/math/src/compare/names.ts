import type { Node, NodeOf } from '../tree/node.ts';
import { symbolsOf } from '../tree/node.ts';

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
        ((node.name === 'abs' || node.name.startsWith('index:') || node.name === 'det') &&
          node.items.every(isName) &&
          !isLowerVariable(node.items[0]))
      );
    case 'product':
      return (
        node.items.every((item) => item.kind === 'symbol' && /^[A-Z]/.test(item.name)) || isApplied(node)
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
    /^[A-Zpqruvwy]/.test(first.name) &&
    /^[a-z]$/.test(second.name)
  );
}

/** An equation split into what it names and the value it gives. */
export interface Assignment {
  readonly name: Node | undefined;
  readonly value: Node;
}

const EQUALITIES = new Set(['=', '~', '==']);

/** Reads `x = 5`, `2 = x`, `z = 1 + 1 = 2`, `x \approx 3`, `k \in S` as an assignment. */
export function asAssignment(node: Node): Assignment | undefined {
  if (node.kind !== 'relation') return undefined;
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
