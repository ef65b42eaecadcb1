import type { Node } from '../tree/node.ts';
import { isScalar, quotient } from '../tree/node.ts';
import { same } from '../tree/rational.ts';
import type { Context, Decision } from './context.ts';
import { different, equal, every } from './context.ts';
import { compareScalars } from './scalar.ts';

/** Compares two ratios, or a ratio with a value. */
export function compareRatios(a: Node, b: Node, context: Context): Decision {
  if (a.kind === 'ratio' && b.kind === 'ratio') {
    if (a.items.length !== b.items.length) return different('ratios of different length');
    const [first, ...rest] = a.items as [Node, ...Node[]];
    const other = b.items[0] as Node;
    return every(
      rest.map((item, index) =>
        compareScalars(quotient(item, first), quotient(b.items[index + 1] as Node, other), context),
      ),
      'ratios',
    );
  }
  if (context.policy.ratio === 'strict') return different('a ratio is not a number', 'ratio');
  const [left, right] = [a, b].map((node) =>
    node.kind === 'ratio' && node.items.length === 2
      ? quotient(node.items[0] as Node, node.items[1] as Node)
      : node,
  ) as [Node, Node];
  if (left.kind === 'ratio' || right.kind === 'ratio' || !isScalar(left) || !isScalar(right))
    return different('a ratio is not a number');
  const result = compareScalars(left, right, context);
  return result.equal ? { ...result, policy: 'ratio' } : result;
}

/** Compares numbers of which at least one is written in a base. */
export function compareBased(a: Node, b: Node): Decision {
  if (a.kind === 'based' && b.kind === 'based')
    return a.base === b.base && same(a.value, b.value)
      ? equal('numbers in one base')
      : different('numbers in different bases');
  return different('a number in a base and a plain number');
}
