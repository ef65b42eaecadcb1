import type { Node, NodeOf } from '../tree/node.ts';
import { ONE_NODE, ZERO_NODE, product } from '../tree/node.ts';
import type { Compare, Context, Decision } from './context.ts';
import { different, every } from './context.ts';

/** Compares two matrices, or a matrix with a multiple of the identity. */
export function compareMatrices(a: Node, b: Node, context: Context, compare: Compare): Decision {
  const [matrix, other] = a.kind === 'matrix' ? [a, b] : [b, a];
  const scale = matrix.kind === 'matrix' ? identityScale(other, matrix.rows.length) : undefined;
  if (matrix.kind === 'matrix' && scale) return compareDiagonal(matrix, scale, context, compare);
  if (a.kind !== 'matrix' || b.kind !== 'matrix') return different('a matrix is not a number');
  if (a.rows.length !== b.rows.length || a.rows.some((row, i) => row.length !== b.rows[i]?.length))
    return different('matrices of different size');
  return every(
    a.rows.flatMap((row, i) => row.map((entry, j) => compare(entry, b.rows[i]?.[j] ?? entry, context))),
    'empty matrices',
  );
}

// I, 3I, \lambda I: what the identity matrix is multiplied by.
function identityScale(node: Node, size: number): Node | undefined {
  const isIdentity = (item: Node): boolean =>
    item.kind === 'symbol' && (item.name === 'I' || item.name === `I_${size}`);
  if (isIdentity(node)) return ONE_NODE;
  if (node.kind !== 'product' || node.items.filter(isIdentity).length !== 1) return undefined;
  return product(...node.items.filter((item) => !isIdentity(item)));
}

function compareDiagonal(
  matrix: NodeOf<'matrix'>,
  scale: Node,
  context: Context,
  compare: Compare,
): Decision {
  if (matrix.rows.some((row) => row.length !== matrix.rows.length)) return different('not a square matrix');
  return every(
    matrix.rows.flatMap((row, i) =>
      row.map((entry, j) => compare(entry, i === j ? scale : ZERO_NODE, context)),
    ),
    'a multiple of the identity',
  );
}
