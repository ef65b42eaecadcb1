import type { Node, NodeOf } from '../tree/node.ts';
import { UNNAMED, symbolsOf } from '../tree/node.ts';
import type { Context, Decision } from './context.ts';
import { different, equal, every } from './context.ts';
import { constantRatio, differenceOf } from './equations.ts';
import { compareRealSets } from './intervals.ts';
import { asRealSet, isRegion } from './regions.ts';

/** Compares two sets of reals, when both are such; `undefined` otherwise. */
export function compareRegions(a: Node, b: Node, context: Context): Decision | undefined {
  if (!isRegion(a) && !isRegion(b)) return undefined;
  if (
    a.kind === 'tuple' &&
    b.kind === 'tuple' &&
    (a.open !== b.open || a.close !== b.close) &&
    a.items.length !== 2
  )
    return different('brackets of different kinds');
  if (context.policy.regions === 'strict' && a.kind !== b.kind)
    return different('an interval and an inequality', 'regions');
  const [left, right] = [asRealSet(a, context), asRealSet(b, context)];
  if (left && right)
    return sameVariable(a, b)
      ? compareRealSets(left, right, context)
      : different('inequalities in different variables');
  return undefined;
}

function sameVariable(a: Node, b: Node): boolean {
  if (a.kind !== 'relation' || b.kind !== 'relation') return true;
  const [x, y] = [symbolsOf(a), symbolsOf(b)];
  return x.size !== 1 || y.size !== 1 || [...x][0] === [...y][0] || x.has(UNNAMED) || y.has(UNNAMED);
}

/** Compares two inequalities that are no intervals: equal when one is a positive multiple of the other. */
export function compareInequalities(
  a: NodeOf<'relation'>,
  b: NodeOf<'relation'>,
  context: Context,
): Decision {
  if (a.signs.length !== b.signs.length) return different('chains of different length');
  if (a.signs.length > 1) return compareChains(a, b, context);
  const [left, right] = [upward(a), upward(b)];
  if (left.signs[0] !== right.signs[0]) return different('different relation signs');
  const ratio = constantRatio(differenceOf(left), differenceOf(right), context);
  if (left.signs[0] === '!=' || left.signs[0] === '->')
    return ratio ? equal('relations that are multiples') : different('different relations');
  return ratio === 1
    ? equal('inequalities that are positive multiples')
    : different('different inequalities');
}

function compareChains(a: NodeOf<'relation'>, b: NodeOf<'relation'>, context: Context): Decision {
  const parts = (node: NodeOf<'relation'>): NodeOf<'relation'>[] =>
    node.signs.map((sign, index) => ({
      kind: 'relation',
      signs: [sign],
      items: node.items.slice(index, index + 2),
    }));
  const [left, right] = [parts(a), parts(b)];
  const ordered = every(
    left.map((part, index) => compareInequalities(part, right[index] as NodeOf<'relation'>, context)),
    'chains',
  );
  if (ordered.equal) return ordered;
  return every(
    left.map((part, index) => compareInequalities(part, right.at(-1 - index) as NodeOf<'relation'>, context)),
    'chains',
  );
}

// Written with "<" or "<=".
function upward(node: NodeOf<'relation'>): NodeOf<'relation'> {
  const [sign] = node.signs;
  if (sign !== '>' && sign !== '>=') return node;
  return { kind: 'relation', signs: [sign === '>' ? '<' : '<='], items: node.items.toReversed() };
}
