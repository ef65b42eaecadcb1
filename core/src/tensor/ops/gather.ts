import { sameShape, showShape, TensorError } from '../graph.ts';
import type { Tensor } from '../graph.ts';
import { cast, equal, mul } from './elementwise.ts';
import { expand, reshape } from './layout.ts';
import { matmul } from './matmul.ts';

/** Up to this many rows a table's gradient is a product with a one-hot matrix; above it, a scatter. */
const ONE_HOT_ROWS = 1024;

/**
 * Rows of a table: `result[i] = table[indices[i]]` (an embedding). Table [rows, width], indices [count] of
 * type `int32`; result [count, width].
 */
export function gatherRows(table: Tensor, indices: Tensor): Tensor {
  if (table.shape.length !== 2 || indices.shape.length !== 1) {
    throw new TensorError(`gatherRows: table ${showShape(table.shape)}, indices ${showShape(indices.shape)}`);
  }
  const backward = table.shape[0]! <= ONE_HOT_ROWS ? scatterByProduct : scatterByIndex;
  return table.graph.apply('Gather', [table, indices], {
    shape: [indices.shape[0]!, table.shape[1]!],
    dataType: table.dataType,
    attributes: { axis: { kind: 'int', value: 0 } },
    backward: (g) => [backward(table, indices, g), undefined],
  });
}

/** One-hot rows: indices [count] to [count, classes] of 0 and 1. */
export function oneHot(indices: Tensor, classes: number): Tensor {
  const range = indices.graph.constant(
    Int32Array.from({ length: classes }, (_, i) => i),
    [1, classes],
  );
  return cast(equal(reshape(indices, [...indices.shape, 1]), range), 'float32');
}

function scatterByProduct(table: Tensor, indices: Tensor, gradient: Tensor): Tensor {
  return matmul(oneHot(indices, table.shape[0]!), gradient, { transposeA: true });
}

function scatterByIndex(table: Tensor, indices: Tensor, gradient: Tensor): Tensor {
  const zeros = expand(table.graph.scalar(0), table.shape);
  const positions = cast(reshape(indices, [...indices.shape, 1]), 'int64');
  return scatterAdd(zeros, positions, gradient);
}

function scatterAdd(zeros: Tensor, positions: Tensor, updates: Tensor): Tensor {
  return zeros.graph.apply('ScatterND', [zeros, positions, updates], {
    shape: zeros.shape,
    attributes: { reduction: { kind: 'string', value: 'add' } },
  });
}

/**
 * One element of each row: `result[i] = x[i, indices[i]]`. Shapes x [count, classes], indices [count] of type
 * `int32`; result [count].
 */
export function pick(x: Tensor, indices: Tensor): Tensor {
  const [count, classes] = x.shape;
  if (x.shape.length !== 2 || !sameShape(indices.shape, [count!])) {
    throw new TensorError(`pick: values ${showShape(x.shape)}, indices ${showShape(indices.shape)}`);
  }
  const column = reshape(indices, [count!, 1]);
  const picked = x.graph.apply('GatherElements', [x, column], {
    shape: [count!, 1],
    attributes: { axis: { kind: 'int', value: 1 } },
    backward: (g) => [mul(oneHot(indices, classes!), g), undefined],
  });
  return reshape(picked, [count!]);
}
