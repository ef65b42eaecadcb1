import type { Node } from '../tree/node.ts';
import type { Context, Decision } from './context.ts';
import { different, equal } from './context.ts';
import { compareRealSets } from './intervals.ts';
import { asRealSet } from './regions.ts';
import { infinitySign } from './scalar.ts';
import { normaliseText, sameWords, saysEmpty, saysInfinity, saysRegion, saysSet } from './text.ts';

/** Compares two answers of which at least one is words. */
export function compareTexts(a: Node, b: Node, context: Context): Decision {
  const [left, right] = [textOf(a, context), textOf(b, context)];
  if (left !== undefined && right !== undefined && sameWords(left, right)) return equal('same words');
  const infinite = infinitySign(a) ?? infinitySign(b);
  if (infinite !== undefined && saysInfinity(left ?? right ?? '') === infinite) return equal('infinities');
  if (
    (left !== undefined && saysEmpty(left) && isEmptySet(b)) ||
    (right !== undefined && saysEmpty(right) && isEmptySet(a))
  )
    return equal('no solution is the empty set');
  const named = saysSet(left ?? right ?? '');
  if (named && [a, b].some((node) => node.kind === 'named-set' && node.name === named))
    return equal('a named set');
  if ((left === 'real number' && isAllReals(b)) || (right === 'real number' && isAllReals(a)))
    return equal('all real numbers');
  const region = saysRegion(left ?? right ?? '');
  const other = left === undefined ? a : b;
  const [wordsSet, set] = region ? [asRealSet(region, context), asRealSet(other, context)] : [];
  if (wordsSet && set) return compareRealSets(wordsSet, set, context);
  return different('words that differ');
}

function isAllReals(node: Node): boolean {
  return (
    (node.kind === 'named-set' && node.name === 'R') ||
    (node.kind === 'tuple' &&
      node.items.length === 2 &&
      infinitySign(node.items[0] as Node) === -1 &&
      infinitySign(node.items[1] as Node) === 1)
  );
}

function isEmptySet(node: Node): boolean {
  return (
    (node.kind === 'named-set' && node.name === 'empty') || (node.kind === 'set' && node.items.length === 0)
  );
}

function textOf(node: Node, context: Context): string | undefined {
  if (node.kind === 'text') return normaliseText(node.value, context.policy);
  if (node.kind === 'symbol') return normaliseText(node.name, context.policy);
  if (node.kind === 'list' || node.kind === 'set') {
    const parts = node.items.map((item) => textOf(item, context));
    return parts.includes(undefined) ? undefined : parts.join(', ');
  }
  if (
    node.kind === 'product' &&
    node.items.every((item) => item.kind === 'symbol' || item.kind === 'constant')
  )
    return normaliseText(
      node.items
        .map((item) => (item.kind === 'symbol' || item.kind === 'constant' ? item.name : ''))
        .join(''),
      context.policy,
    );
  return undefined;
}
