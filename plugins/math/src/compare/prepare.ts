import { keyOf } from '../tree/key.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import { renameParameters } from '../syntax/parameters.ts';
import { lookUpUnit, ratioOf } from '../syntax/units.ts';
import {
  children,
  negative,
  number,
  product,
  some,
  sum,
  mapChildren,
  replaceSymbol,
  symbolsOf,
} from '../tree/node.ts';
import { exactValue } from '../numeric/exact.ts';
import { LIMITS } from '../limits.ts';
import { addTuples } from '../syntax/alternatives.ts';
import { isInfiniteSum, sumGeometric } from './infinite-series.ts';
import { evaluateMatrices } from './matrix.ts';
import { fillProgressions, isDots } from './progressions.ts';

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
  const plain = foldExponents(dropConditions(nameFamilies(node)));
  const folded = some(plain, isInfiniteSum) ? sumGeometric(plain) : plain;
  const filled = some(folded, isDots) ? fillProgressions(folded) : folded;
  const evaluated = some(filled, (inner) => inner.kind === 'matrix') ? evaluateMatrices(filled) : filled;
  const added = some(evaluated, (inner) => inner.kind === 'tuple') ? addTuples(evaluated) : evaluated;
  return joinQuantities(dropDegreesOfNothing(spreadModulus(spreadExclusions(added))));
}

// {2k : k in Z} is the family 2k; its letter counts for nothing.
function nameFamilies(node: Node): Node {
  if (node.kind === 'builder' && node.variable.kind === 'symbol' && node.items.length === 2)
    return nameCondition(node);
  if (node.kind !== 'builder') return node.kind === 'relation' ? mapChildren(node, nameFamilies) : node;
  const [condition, ...others] = node.items;
  const [letter, set] =
    condition?.kind === 'relation' && condition.signs.join() === 'in' ? condition.items : [];
  if (others.length > 0 || letter?.kind !== 'symbol' || !set) return node;
  if (node.variable.kind === 'symbol' || node.variable.kind === 'relation') return node;
  if (set.kind === 'set') return listed(node.variable, letter.name, set.items);
  if (set.kind !== 'named-set') return node;
  if (set.name !== 'Z' && set.name !== 'N') return node;
  return renameParameters(node.variable, new Map([[letter.name, set.name]]));
}

// {x : x != k pi, k in Z} is the condition itself, with its letter.
function nameCondition(node: NodeOf<'builder'>): Node {
  const [condition, domain] = node.items as [Node, Node];
  const [letter, set] = domain.kind === 'relation' && isDomain(domain) ? domain.items : [];
  if (letter?.kind !== 'symbol' || set?.kind !== 'named-set' || (set.name !== 'Z' && set.name !== 'N'))
    return node;
  if (keyOf(letter) === keyOf(node.variable) || condition.kind !== 'relation') return node;
  return renameParameters(condition, new Map([[letter.name, set.name]]));
}

// {2n : n in {1, 2, 3}}
function listed(form: Node, letter: string, values: readonly Node[]): Node {
  return {
    kind: 'set',
    items: values.slice(0, LIMITS.elements).map((value) => replaceSymbol(form, letter, value)),
  };
}

// "x = 1, 4 (mod 5)" and "x = ±1 (mod 5)" are several residues of one modulus.
function spreadModulus(node: Node): Node {
  const items = node.kind === 'list' ? node.items : [node];
  const last = items.at(-1);
  if (last?.kind !== 'modulo') return node;
  const { modulus } = last;
  const spread = items.flatMap((item) => {
    const residue = item.kind === 'modulo' ? item.item : item;
    return expandSigns(residue).map((value): Node => ({
      kind: 'modulo',
      item: value,
      modulus: item.kind === 'modulo' ? item.modulus : modulus,
    }));
  });
  return spread.length === 1 ? node : { kind: 'list', items: spread };
}

// "x \ne 1, 2" excludes both, and so does "x \ne \pm 1".
function spreadExclusions(node: Node): Node {
  const items = node.kind === 'list' ? node.items : [node];
  const [first] = items;
  if (first?.kind !== 'relation' || first.signs.join() !== '!=') return node;
  const left = first.items[0] as Node;
  if (!items.every((item) => item === first || item.kind === 'relation' || symbolsOf(item).size === 0))
    return node;
  const spread = items.flatMap((item): Node[] => {
    if (item.kind === 'relation' && item.signs.join() !== '!=') return [item];
    const [name, values] =
      item.kind === 'relation' ? [item.items[0] as Node, item.items[1] as Node] : [left, item];
    return expandSigns(values).map((value) => ({ kind: 'relation', signs: ['!='], items: [name, value] }));
  });
  return spread.length === 1 && spread[0] ? spread[0] : { kind: 'list', items: spread };
}

/** \$3 and 50 cents, 3 hours and 20 minutes: one quantity in two units. */
export function joinedQuantities(node: Node): Node | undefined {
  if (node.kind !== 'list' || node.items.length !== 2) return undefined;
  const joined = joinQuantities({ kind: 'product', items: node.items });
  return joined.kind === 'quantity' ? joined : undefined;
}

// 4 feet 6 inches is one length.
function joinQuantities(node: Node): Node {
  if (node.kind !== 'product' || node.items.length > 3) return node;
  const parts = node.items.map((item) =>
    item.kind === 'quantity' ? { item: item.item, unit: item.unit, known: lookUpUnit(item.unit) } : undefined,
  );
  const last = parts.at(-1);
  if (!last?.known || parts.some((part) => part?.known?.dimension !== last.known?.dimension)) return node;
  const { known } = last;
  const terms = parts.flatMap((part) =>
    part?.known ? [product(number(ratioOf(part.known, known)), part.item)] : [],
  );
  return { kind: 'quantity', item: sum(...terms), unit: last.unit };
}

// Exponents that are exact numbers become numbers: x^{3+1}, x^{-2/3}.
function foldExponents(node: Node): Node {
  const inner = children(node).length === 0 ? node : mapChildren(node, foldExponents);
  if (inner.kind !== 'power' || inner.exponent.kind === 'number') return inner;
  const exponent = exactValue(inner.exponent);
  return exponent ? { ...inner, exponent: number(exponent) } : inner;
}

const WHOLE_SETS = new Set(['Z', 'N', 'Q', 'R', 'C']);

// In "x = k pi, k in Z" the last part only says what k is.
function dropConditions(node: Node): Node {
  if (node.kind === 'product' || node.kind === 'sum' || node.kind === 'relation') return dropInside(node);
  if (node.kind !== 'list') return node;
  const kept = node.items.filter((item) => !isDomain(item));
  if (kept.length === node.items.length || kept.length === 0) return node;
  return kept.length === 1 && kept[0] ? kept[0] : { ...node, items: kept };
}

function dropInside(node: Node): Node {
  if (node.kind === 'product' && node.items.some(isDomain))
    return product(...node.items.filter((item) => !isDomain(item)));
  return some(node, isDomain) && !isDomain(node) ? mapChildren(node, dropInside) : node;
}

function isDomain(item: Node): boolean {
  const [, set] =
    item.kind === 'relation' && item.signs.length === 1 && item.signs[0] === 'in' ? item.items : [];
  return (
    set !== undefined &&
    ((set.kind === 'named-set' && WHOLE_SETS.has(set.name)) ||
      (set.kind === 'symbol' && /^[ZNRQ]_/.test(set.name)))
  );
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
