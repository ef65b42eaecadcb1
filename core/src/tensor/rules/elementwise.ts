import type { Tensor } from '../graph.ts';
import { div, exp, less, lessOrEqual, mul, neg, sub, where } from '../ops/elementwise.ts';
import { sum, sumTo } from '../ops/reduce.ts';
import type { GradientRule } from './rule.ts';

type BinaryRule = (gradient: Tensor, a: Tensor, b: Tensor, output: Tensor) => readonly [Tensor, Tensor];

/** Folds the gradients of broadcast operands back to their own shapes. */
const binary =
  (rule: BinaryRule): GradientRule =>
  ({ inputs, output, gradient }) => {
    const [a, b] = inputs as [Tensor, Tensor];
    const [da, db] = rule(gradient, a, b, output);
    return [sumTo(da, a.shape), sumTo(db, b.shape)];
  };

type UnaryRule = (gradient: Tensor, input: Tensor, output: Tensor) => Tensor;

const unary =
  (rule: UnaryRule): GradientRule =>
  ({ inputs, output, gradient }) => [rule(gradient, inputs[0]!, output)];

const masked = (condition: Tensor, gradient: Tensor): Tensor => where(condition, gradient, 0);

const LAST = { axes: [-1], keepAxes: true };

/** Gradient rules of element-wise operators and softmax, by ONNX operator. */
export const elementwiseRules: Readonly<Record<string, GradientRule>> = {
  Add: binary((g) => [g, g]),
  Sub: binary((g) => [g, neg(g)]),
  Mul: binary((g, a, b) => [mul(g, b), mul(g, a)]),
  Div: binary((g, _a, b, quotient) => [div(g, b), neg(div(mul(g, quotient), b))]),
  Min: binary((g, a, b) => [masked(lessOrEqual(a, b), g), masked(less(b, a), g)]),
  Max: binary((g, a, b) => [masked(lessOrEqual(b, a), g), masked(less(a, b), g)]),
  Clip: ({ inputs: [x, low, high], gradient }) => [
    masked(lessOrEqual(low!, x!), masked(lessOrEqual(x!, high!), gradient)),
  ],
  Where: ({ inputs: [condition, a, b], gradient }) => [
    undefined,
    sumTo(where(condition!, gradient, 0), a!.shape),
    sumTo(where(condition!, 0, gradient), b!.shape),
  ],
  Neg: unary((g) => neg(g)),
  Exp: unary((g, _x, y) => mul(g, y)),
  Log: unary((g, x) => div(g, x)),
  Sqrt: unary((g, _x, y) => div(mul(g, 0.5), y)),
  Reciprocal: unary((g, _x, y) => neg(mul(g, mul(y, y)))),
  Tanh: unary((g, _x, y) => mul(g, sub(1, mul(y, y)))),
  Erf: unary((g, x) => mul(g, mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI)))),
  Sigmoid: unary((g, _x, y) => mul(g, mul(y, sub(1, y)))),
  Softmax: unary((g, _x, y) => mul(y, sub(g, sum(mul(g, y), LAST)))),
  LogSoftmax: unary((g, _x, y) => sub(g, mul(exp(y), sum(g, LAST)))),
};
