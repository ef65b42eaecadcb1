import type { Node } from './node.ts';
import { children } from './node.ts';

/** A canonical text of a tree: equal for trees that differ only in the order of sums, products and sets. */
export function keyOf(node: Node): string {
  switch (node.kind) {
    case 'number':
      return node.value.d === 1n ? `${node.value.n}` : `${node.value.n}/${node.value.d}`;
    case 'based':
      return `base ${node.base}: ${node.value.n}/${node.value.d}`;
    case 'constant':
      return `#${node.name}`;
    case 'symbol':
      return `$${node.name}`;
    case 'text':
      return JSON.stringify(node.value);
    case 'named-set':
      return `@${node.name}`;
    case 'call':
      if (UNORDERED.has(node.name)) return `(${node.name} ${node.items.map(keyOf).sort().join(' ')})`;
      return `(${labelOf(node)} ${children(node).map(keyOf).join(' ')})`;
    case 'sum':
    case 'product':
    case 'set':
      return `(${node.kind} ${node.items.map(keyOf).sort().join(' ')})`;
    case 'region': {
      const keys = node.items.map(keyOf);
      return `(${node.name} ${(node.name === 'difference' ? keys : keys.sort()).join(' ')})`;
    }
    default:
      return `(${labelOf(node)} ${children(node).map(keyOf).join(' ')})`;
  }
}

function labelOf(node: Node): string {
  switch (node.kind) {
    case 'call':
      return `call:${node.name}`;
    case 'series':
      return `series:${node.name}:${node.index}`;
    case 'tuple':
      return `tuple${node.open}${node.close}`;
    case 'relation':
      return `relation:${node.signs.join(',')}`;
    case 'region':
      return node.name;
    case 'quantity':
      return `unit:${node.unit}`;
    case 'plusminus':
      return `pm${node.sign}`;
    case 'matrix':
      return `matrix:${node.rows.map((row) => row.length).join(',')}`;
    default:
      return node.kind;
  }
}

// Functions whose arguments have no order.
const UNORDERED = new Set(['land', 'lor', 'gcd', 'lcm', 'max', 'min']);

/** A 32-bit hash of a text (FNV-1a with a final mix). */
export function hashOf(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return (hash ^ (hash >>> 16)) >>> 0;
}
