import { sameShape, showShape, TensorError } from '../graph.ts';
import type { Tensor } from '../graph.ts';
import { cast, equal } from './elementwise.ts';
import { reshape } from './layout.ts';

/**
 * Rows of a table: `result[i] = table[indices[i]]` (an embedding). Table [rows, width], indices [count] of
 * type `int32`; result [count, width].
 *
 * @example
 * const graph = new Graph();
 * const table = graph.input('table', [100, 8]);
 * gatherRows(table, graph.input('tokens', [5], 'int32')); // [5, 8]
 */
export function gatherRows(table: Tensor, indices: Tensor): Tensor {
  if (table.shape.length !== 2 || indices.shape.length !== 1) {
    throw new TensorError(`gatherRows: table ${showShape(table.shape)}, indices ${showShape(indices.shape)}`);
  }
  return table.graph.apply('Gather', [table, indices], {
    shape: [indices.shape[0]!, table.shape[1]!],
    dataType: table.dataType,
    attributes: { axis: { kind: 'int', value: 0 } },
  });
}

/**
 * One-hot rows: indices [count] to [count, classes] of 0 and 1.
 *
 * @example
 * const tokens = new Graph().input('tokens', [5], 'int32');
 * oneHot(tokens, 100); // [5, 100]
 */
export function oneHot(indices: Tensor, classes: number): Tensor {
  const range = indices.graph.constant(
    Int32Array.from({ length: classes }, (_, i) => i),
    [1, classes],
  );
  return cast(equal(reshape(indices, [...indices.shape, 1]), range), 'float32');
}

/**
 * Adds rows to a table: `result[positions[i]] += updates[i]`, positions [count, 1] of type `int64`. No gradient.
 *
 * @example
 * const graph = new Graph();
 * const table = graph.input('table', [100, 8]);
 * const positions = graph.input('positions', [3, 1], 'int64');
 * scatterAdd(table, positions, graph.input('updates', [3, 8])); // [100, 8]
 */
export function scatterAdd(table: Tensor, positions: Tensor, updates: Tensor): Tensor {
  return table.graph.apply('ScatterND', [table, positions, updates], {
    shape: table.shape,
    attributes: { reduction: { kind: 'string', value: 'add' } },
  });
}

/**
 * One element of each row: `result[i] = x[i, indices[i]]`. Shapes x [count, classes], indices [count] of type
 * `int32`; result [count].
 *
 * @example
 * const graph = new Graph();
 * const logits = graph.input('logits', [5, 100]);
 * pick(logits, graph.input('tokens', [5], 'int32')); // [5]
 */
export function pick(x: Tensor, indices: Tensor): Tensor {
  const count = x.shape[0];
  if (x.shape.length !== 2 || !sameShape(indices.shape, [count!])) {
    throw new TensorError(`pick: values ${showShape(x.shape)}, indices ${showShape(indices.shape)}`);
  }
  const column = reshape(indices, [count!, 1]);
  const picked = x.graph.apply('GatherElements', [x, column], {
    shape: [count!, 1],
    attributes: { axis: { kind: 'int', value: 1 } },
  });
  return reshape(picked, [count!]);
}
