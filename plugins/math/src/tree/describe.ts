import type { Node } from './node.ts';

/** A readable form of a tree, for explanations: `sum(x, 1/2)`, `interval [1, 3)`. */
export function describe(node: Node): string {
  const text = write(node);
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}

function list(items: readonly Node[]): string {
  return items.map(write).join(', ');
}

function write(node: Node): string {
  switch (node.kind) {
    case 'number':
      return node.value.d === 1n ? `${node.value.n}` : `${node.value.n}/${node.value.d}`;
    case 'based':
      return `${node.digits} in base ${node.base}`;
    case 'constant':
      return node.name;
    case 'symbol':
      return node.name
        .replace(/^([ZN])#(\d)$/, '(any $2 in $1)')
        .replace('(any 1 ', '(any ')
        .replace('ldots', '...');
    case 'text':
      return `words "${node.value}"`;
    case 'sum':
      return `(${node.items.map(write).join(' + ')})`;
    case 'product':
      return node.items.map(write).join('*');
    case 'power':
      return `${write(node.base)}^${write(node.exponent)}`;
    case 'call':
      return `${node.name.replace(/^fn:|^opaque:/, '')}(${list(node.items)})`;
    default:
      return writeStructure(node);
  }
}

function writeStructure(node: Node): string {
  switch (node.kind) {
    case 'series':
      return `${node.name} over ${node.index} of (${list(node.items)})`;
    case 'plusminus':
      return `${node.sign === 1 ? 'plus-minus' : 'minus-plus'} ${write(node.item)}`;
    case 'degrees':
      return `${write(node.item)} degrees`;
    case 'percent':
      return `${write(node.item)} percent`;
    case 'quantity':
      return `${write(node.item)} with unit ${node.unit}`;
    case 'tuple':
      return `tuple ${node.open}${list(node.items)}${node.close}`;
    case 'set':
      return `set {${list(node.items)}}`;
    case 'list':
      return `list ${list(node.items)}`;
    case 'named-set':
      return `the set ${node.name}`;
    case 'region':
      return `${node.name} of ${list(node.items)}`;
    case 'builder':
      return `set of ${write(node.variable)} with ${list(node.items)}`;
    case 'relation':
      return node.items
        .map((item, index) => `${index > 0 ? ` ${node.signs[index - 1]} ` : ''}${write(item)}`)
        .join('');
    case 'ratio':
      return node.items.map(write).join(' : ');
    case 'modulo':
      return `${write(node.item)} modulo ${write(node.modulus)}`;
    case 'matrix':
      return `matrix [${node.rows.map((row) => `[${list(row)}]`).join(', ')}]`;
    default:
      return node.kind;
  }
}
