import type { Node } from '../tree/node.ts';
import { mapChildren, negative, some, sum } from '../tree/node.ts';
import { evaluateMatrices } from './matrix.ts';

/** The two values of an expression with plus-minus signs, or the expression itself. */
export function expandSigns(node: Node): Node[] {
  if (!some(node, (inner) => inner.kind === 'plusminus')) return [node];
  return [chooseSign(node, 1), chooseSign(node, -1)];
}

function chooseSign(node: Node, side: 1 | -1): Node {
  if (node.kind === 'plusminus') {
    const item = chooseSign(node.item, side);
    return node.sign * side === 1 ? item : negative(item);
  }
  return mapChildren(node, (child) => chooseSign(child, side));
}

/** The items of a list or set, with plus-minus expanded. */
export function expandItems(items: readonly Node[]): Node[] {
  return items.flatMap((item) => (item.kind === 'list' ? expandItems(item.items) : expandSigns(item)));
}

/** Brings a parsed answer into the form that comparison expects. */
export function prepare(node: Node): Node {
  const evaluated = some(node, (inner) => inner.kind === 'matrix') ? evaluateMatrices(node) : node;
  return dropDegreesOfNothing(evaluated);
}

// A sum of degrees, minutes and seconds is one angle.
function dropDegreesOfNothing(node: Node): Node {
  if (node.kind === 'sum' && node.items.length > 1 && node.items.every((item) => item.kind === 'degrees')) {
    return {
      kind: 'degrees',
      item: sum(...node.items.map((item) => (item.kind === 'degrees' ? item.item : item))),
    };
  }
  return node;
}
