import type { Node, NodeOf, SetName } from '../tree/node.ts';
import { isScalar, symbolsOf } from '../tree/node.ts';

/** A set-builder taken apart: the form of its elements, the letter in it, where the letter lives, what it satisfies. */
export interface Builder {
  readonly form: Node;
  readonly letter: string;
  /** The set that the letter is taken from, when one is named. */
  readonly domain: Node | undefined;
  readonly conditions: readonly Node[];
  /** The values of the letter, when they are listed (`n = 1, 2, 3`). */
  readonly values: readonly Node[] | undefined;
}

/** Takes a set-builder apart; `undefined` when its elements depend on more than one letter. */
export function readBuilder(node: NodeOf<'builder'>): Builder | undefined {
  const head = membership(node.variable);
  const form = head ? head[0] : node.variable;
  const [letter, ...others] = symbolsOf(form);
  if (letter === undefined || others.length > 0 || !isScalar(form)) return undefined;
  const values = listedValues(node.items, letter);
  if (values) return { form, letter, domain: head?.[1], conditions: [], values };
  const domains = node.items.filter((item) => membership(item)?.[0].name === letter && isNamed(item));
  return {
    form,
    letter,
    domain: head?.[1] ?? membership(domains[0])?.[1],
    conditions: node.items.filter((item) => !domains.includes(item)),
    values: undefined,
  };
}

/** Whether a set of whole numbers is named. */
export function isWholeSet(node: Node | undefined, name?: SetName): boolean {
  return node?.kind === 'named-set' && (name ? node.name === name : node.name === 'Z' || node.name === 'N');
}

// "x in S", as its letter and set.
function membership(node: Node | undefined): readonly [NodeOf<'symbol'>, Node] | undefined {
  if (node?.kind !== 'relation' || node.signs.join() !== 'in') return undefined;
  const [letter, set] = node.items;
  return letter?.kind === 'symbol' && set ? [letter, set] : undefined;
}

function isNamed(node: Node): boolean {
  return membership(node)?.[1].kind === 'named-set';
}

function listedValues(items: readonly Node[], letter: string): Node[] | undefined {
  const [first, ...rest] = items;
  if (first?.kind !== 'relation' || first.signs.join() !== '=' || rest.length === 0) return undefined;
  const [name, value] = first.items as [Node, Node];
  const values = [value, ...rest];
  return name.kind === 'symbol' &&
    name.name === letter &&
    values.every((item) => isScalar(item) && symbolsOf(item).size === 0)
    ? values
    : undefined;
}
