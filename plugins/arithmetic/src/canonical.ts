import type { Operation, Problem } from './problem.ts';

/** A sum of signed terms or a product of factors, as the operations so far have built it. */
interface Node {
  readonly kind: 'sum' | 'product';
  readonly parts: readonly string[];
}

/**
 * The form shared by problems that differ only in the order of their terms or factors: `25+17-8` and
 * `17-8+25` are both `(+17+25-8)`, `3*4/2` and `4/2*3` are both `(*3*4/2)`. Sums and products are flattened
 * and their parts sorted; nothing is multiplied out.
 */
export function canonicalForm({ first, operations }: Problem): string {
  const [head] = operations;
  const start: Node = { kind: head ? kindOf(head) : 'sum', parts: [] };
  const lead = start.kind === 'sum' ? '+' : '*';
  return close(operations.reduce(extend, { ...start, parts: [`${lead}${first}`] }));
}

function extend(node: Node, operation: Operation): Node {
  const kind = kindOf(operation);
  const part = `${operation.operator}${operation.operand}`;
  if (kind === node.kind) return { kind, parts: [...node.parts, part] };
  const lead = kind === 'sum' ? '+' : '*';
  return { kind, parts: [`${lead}${close(node)}`, part] };
}

function close({ parts }: Node): string {
  return `(${[...parts].sort().join('')})`;
}

function kindOf({ operator }: Operation): Node['kind'] {
  return operator === '+' || operator === '-' ? 'sum' : 'product';
}
