import { sizeOf } from '../graph.ts';
import type { Tensor } from '../graph.ts';
import { cast, equal, mul, neg } from '../ops/elementwise.ts';
import { oneHot, scatterAdd } from '../ops/gather.ts';
import { concat, expand, reshape, slice, transpose } from '../ops/layout.ts';
import { matmul } from '../ops/matmul.ts';
import { sumTo } from '../ops/reduce.ts';
import { constantNumbers, numberAttribute } from './rule.ts';
import type { GradientRule, RuleContext } from './rule.ts';

/** Up to this many rows a table's gradient is a product with a one-hot matrix; above it, a scatter. */
const ONE_HOT_ROWS = 1024;

/** Gives a gradient of a reduction's output its folded axes back, as size 1. */
function unfold(x: Tensor, { inputs }: RuleContext): Tensor {
  const axes = constantNumbers(inputs[1]!);
  return reshape(
    x,
    inputs[0]!.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
  );
}

const zerosLike = (x: Tensor, axis: number, size: number): Tensor[] =>
  size === 0 ? [] : [expand(x.graph.scalar(0), x.shape.with(axis, size))];

function unslice(gradient: Tensor, x: Tensor, [start, end, axis]: readonly [number, number, number]): Tensor {
  const after = x.shape[axis]! - end;
  return concat([...zerosLike(gradient, axis, start), gradient, ...zerosLike(gradient, axis, after)], axis);
}

const concatRule: GradientRule = ({ node, inputs, gradient }) => {
  const axis = numberAttribute(node, 'axis');
  let start = 0;
  return inputs.map((input) => {
    const end = start + input.shape[axis]!;
    const part = slice(gradient, axis, start, end);
    start = end;
    return part;
  });
};

const matmulRule: GradientRule = ({ node, inputs, gradient: g }) => {
  const [a, b] = inputs as [Tensor, Tensor];
  const transposeA = numberAttribute(node, 'transA') === 1;
  const transposeB = numberAttribute(node, 'transB') === 1;
  const scale = numberAttribute(node, 'alpha');
  // Of a single matrix that multiplied a batch, the gradients of all products are added up.
  return [
    sumTo(
      transposeA
        ? matmul(b, g, { transposeA: transposeB, transposeB: true, scale })
        : matmul(g, b, { transposeB: !transposeB, scale }),
      a.shape,
    ),
    sumTo(
      transposeB
        ? matmul(g, a, { transposeA: true, transposeB: transposeA, scale })
        : matmul(a, g, { transposeA: !transposeA, scale }),
      b.shape,
    ),
  ];
};

const gatherRule: GradientRule = ({ inputs, gradient }) => {
  const [table, indices] = inputs as [Tensor, Tensor];
  if (table.shape[0]! <= ONE_HOT_ROWS) {
    return [matmul(oneHot(indices, table.shape[0]!), gradient, { transposeA: true }), undefined];
  }
  const zeros = expand(table.graph.scalar(0), table.shape);
  const positions = cast(reshape(indices, [...indices.shape, 1]), 'int64');
  return [scatterAdd(zeros, positions, gradient), undefined];
};

const pickRule: GradientRule = ({ inputs, gradient }) => {
  const [x, column] = inputs as [Tensor, Tensor];
  return [mul(oneHot(reshape(column, [x.shape[0]!]), x.shape[1]!), gradient), undefined];
};

/** A rotation's gradient is the rotation back. */
const ropeRule: GradientRule = ({ node, inputs: [, positions, cosine, sine], output, gradient }) => {
  const { domain, attributes } = node;
  const operands = [gradient, positions!, cosine!, neg(sine!)];
  return [output.graph.apply(node.op, operands, { shape: output.shape, domain, attributes })];
};

/** Gradient rules of operators that move, fold and multiply, by ONNX operator. */
export const structureRules: Readonly<Record<string, GradientRule>> = {
  ReduceSum: (context) => [expand(unfold(context.gradient, context), context.inputs[0]!.shape)],
  ReduceMean(context) {
    const { inputs, output, gradient } = context;
    const share = sizeOf(output.shape) / sizeOf(inputs[0]!.shape);
    return [expand(unfold(mul(gradient, share), context), inputs[0]!.shape)];
  },
  ReduceMax(context) {
    const isLargest = equal(context.inputs[0]!, unfold(context.output, context));
    return [mul(cast(isLargest, 'float32'), unfold(context.gradient, context))];
  },
  Reshape: ({ inputs, gradient }) => [reshape(gradient, inputs[0]!.shape)],
  Transpose({ node, gradient }) {
    const order = node.attributes['perm']!.value as readonly number[];
    return [
      transpose(
        gradient,
        order.map((_, axis) => order.indexOf(axis)),
      ),
    ];
  },
  Expand: ({ inputs, gradient }) => [sumTo(gradient, inputs[0]!.shape)],
  Slice({ inputs, gradient }) {
    const bounds = inputs.slice(1).flatMap(constantNumbers) as [number, number, number];
    return [unslice(gradient, inputs[0]!, bounds)];
  },
  Concat: concatRule,
  FusedMatMul: matmulRule,
  Gather: gatherRule,
  GatherElements: pickRule,
  RotaryEmbedding: ropeRule,
};
