import type { Node, NodeOf } from '../tree/node.ts';
import { MINUS_ONE, call, integer, mapChildren, product, quotient, sum } from '../tree/node.ts';

type Matrix = NodeOf<'matrix'>;
type Rows = readonly (readonly Node[])[];

/** Carries out sums, products and determinants of written matrices. */
export function evaluateMatrices(node: Node): Node {
  const inner = mapChildren(node, evaluateMatrices);
  if (inner.kind === 'sum') return addMatrices(inner);
  if (inner.kind === 'product') return multiplyMatrices(inner);
  if (inner.kind === 'power') return powerOf(inner);
  if (inner.kind === 'call' && (inner.name === 'det' || inner.name === 'abs')) return determinant(inner);
  return inner;
}

function addMatrices(node: NodeOf<'sum'>): Node {
  const matrices = node.items.filter((item) => item.kind === 'matrix');
  if (matrices.length !== node.items.length || matrices.length < 2) return node;
  return (
    matrices.reduce<Matrix | undefined>((total, next) => (total ? addPair(total, next) : next), undefined) ??
    node
  );
}

function addPair(a: Matrix, b: Matrix): Matrix | undefined {
  if (a.rows.length !== b.rows.length || a.rows.some((row, i) => row.length !== b.rows[i]?.length))
    return undefined;
  return {
    kind: 'matrix',
    rows: a.rows.map((row, i) => row.map((entry, j) => sum(entry, b.rows[i]?.[j] ?? entry))),
  };
}

function multiplyMatrices(node: NodeOf<'product'>): Node {
  const matrices = node.items.filter((item) => item.kind === 'matrix');
  const [first, ...rest] = matrices;
  if (!first) return node;
  let total: Matrix = first;
  for (const next of rest) {
    const result = multiplyPair(total.rows, next.rows);
    if (!result) return node;
    total = { kind: 'matrix', rows: result };
  }
  const factors = node.items.filter((item) => item.kind !== 'matrix');
  if (factors.length === 0) return total;
  return { kind: 'matrix', rows: total.rows.map((row) => row.map((entry) => product(...factors, entry))) };
}

function multiplyPair(a: Rows, b: Rows): Rows | undefined {
  const columns = b[0]?.length ?? 0;
  if (
    a.some((row) => row.length !== b.length) ||
    b.some((row) => row.length !== columns) ||
    a.length * columns * b.length > 512
  )
    return undefined;
  return a.map((row) =>
    Array.from({ length: columns }, (_, j) =>
      sum(...row.map((entry, k) => product(entry, b[k]?.[j] ?? entry))),
    ),
  );
}

// A^2, A^3, A^T, and A^{-1} up to three rows.
function powerOf(node: NodeOf<'power'>): Node {
  const { base, exponent } = node;
  if (base.kind !== 'matrix') return node;
  if (exponent.kind === 'symbol' && (exponent.name === 'T' || exponent.name === 'top'))
    return transpose(base);
  if (exponent.kind === 'number' && exponent.value.d === 1n && exponent.value.n === -1n)
    return inverse(base) ?? node;
  if (exponent.kind !== 'number' || exponent.value.d !== 1n || exponent.value.n < 1n || exponent.value.n > 6n)
    return node;
  return multiplyMatrices({
    kind: 'product',
    items: Array.from({ length: Number(exponent.value.n) }, () => base),
  });
}

// The adjugate over the determinant.
function inverse(matrix: Matrix): Node | undefined {
  const size = matrix.rows.length;
  if (size > 3 || matrix.rows.some((row) => row.length !== size)) return undefined;
  const whole = expand(matrix.rows);
  const cofactor = (i: number, j: number): Node => {
    const minor = matrix.rows.filter((_, k) => k !== i).map((row) => row.filter((_, k) => k !== j));
    const value = minor.length === 0 ? integer(1) : expand(minor);
    return (i + j) % 2 === 0 ? value : product(MINUS_ONE, value);
  };
  return {
    kind: 'matrix',
    rows: matrix.rows.map((row, i) => row.map((_, j) => quotient(cofactor(j, i), whole))),
  };
}

function transpose(matrix: Matrix): Matrix {
  const width = Math.max(...matrix.rows.map((row) => row.length));
  return {
    kind: 'matrix',
    rows: Array.from({ length: width }, (_, j) => matrix.rows.flatMap((row) => row[j] ?? [])),
  };
}

function determinant(node: NodeOf<'call'>): Node {
  const [matrix] = node.items;
  if (matrix?.kind !== 'matrix') return node;
  const size = matrix.rows.length;
  if (size > 4 || matrix.rows.some((row) => row.length !== size)) return call('det', matrix);
  return expand(matrix.rows);
}

function expand(rows: Rows): Node {
  const [first, ...rest] = rows;
  if (!first || rest.length === 0) return first?.[0] ?? MINUS_ONE;
  return sum(
    ...first.map((entry, j) => {
      const minor = expand(rest.map((row) => row.filter((_, k) => k !== j)));
      return j % 2 === 0 ? product(entry, minor) : product(MINUS_ONE, entry, minor);
    }),
  );
}
