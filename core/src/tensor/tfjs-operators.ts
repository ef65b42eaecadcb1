import type * as Tf from '@tensorflow/tfjs-core';

import type { GraphNode } from './graph.ts';
import { constantNumbers, numberAttribute } from './rules/rule.ts';

/** What computes a node on tfjs: its outputs from its inputs. */
export type TfjsOperator = (
  tf: typeof Tf,
  inputs: readonly Tf.Tensor[],
  node: GraphNode,
) => Tf.Tensor | Tf.Tensor[];

type Unary = 'neg' | 'exp' | 'log' | 'sqrt' | 'reciprocal' | 'tanh' | 'sigmoid' | 'erf' | 'clone';
type Binary =
  'add' | 'sub' | 'mul' | 'div' | 'minimum' | 'maximum' | 'equal' | 'less' | 'lessEqual' | 'logicalAnd';

const unary =
  (name: Unary): TfjsOperator =>
  (tf, [x]) =>
    tf[name](x!);

const binary =
  (name: Binary): TfjsOperator =>
  (tf, [a, b]) =>
    tf[name](a!, b!);

const shapeOf = (node: GraphNode): number[] => [...node.outputs[0]!.shape];

const reduction =
  (name: 'sum' | 'mean' | 'max'): TfjsOperator =>
  (tf, [x], node) =>
    tf[name](x!, constantNumbers(node.inputs[1]!), numberAttribute(node, 'keepdims') === 1);

const matmul: TfjsOperator = (tf, [a, b], node) => {
  const [transposeA, transposeB] = [
    numberAttribute(node, 'transA') === 1,
    numberAttribute(node, 'transB') === 1,
  ];
  const product = tf.matMul(a!, b!, transposeA, transposeB);
  const alpha = numberAttribute(node, 'alpha');
  return alpha === 1 ? product : tf.mul(product, alpha);
};

const slice: TfjsOperator = (tf, [x], node) => {
  const [start, , axis] = node.inputs.slice(1).flatMap(constantNumbers);
  return tf.slice(
    x!,
    x!.shape.map((_, i) => (i === axis ? start! : 0)),
    shapeOf(node),
  );
};

/** One element of each row. */
const gatherElements: TfjsOperator = (tf, [x, column], node) => {
  const rows = tf.range(0, column!.shape[0]!, 1, 'int32');
  const positions = tf.stack([rows, tf.reshape(column!, [-1])], 1) as Tf.Tensor<Tf.Rank>;
  return tf.reshape(tf.gatherND(x!, positions), shapeOf(node));
};

/** tfjs's own scatter adds up rows that meet. */
const scatterAdd: TfjsOperator = (tf, [table, positions, updates]) =>
  tf.add(table!, tf.scatterND(positions!, updates!, table!.shape as [number]));

const rmsNorm: TfjsOperator = (tf, [x, weight], node) => {
  const meanSquare = tf.mean(tf.square(x!), -1, true);
  const inverse = tf.rsqrt(tf.add(meanSquare, numberAttribute(node, 'epsilon')));
  return [tf.mul(tf.mul(x!, inverse), weight!), inverse];
};

const layerNorm: TfjsOperator = (tf, [x, weight, bias], node) => {
  const { mean, variance } = tf.moments(x!, -1, true);
  const inverse = tf.rsqrt(tf.add(variance, numberAttribute(node, 'epsilon')));
  const normal = tf.mul(tf.sub(x!, mean), inverse);
  return [tf.add(tf.mul(normal, weight!), bias!), mean, inverse];
};

/** Rotates the two halves of the rotated part of each head. */
const rope: TfjsOperator = (tf, [x, positions, cosines, sines], node) => {
  const [batch, time, width] = x!.shape as [number, number, number];
  const heads = numberAttribute(node, 'num_heads');
  const size = width / heads;
  const half = cosines!.shape[1]!;
  const split = tf.reshape(x!, [batch, time, heads, size]);
  const part = (start: number, count: number): Tf.Tensor =>
    tf.slice(split, [0, 0, 0, start], [batch, time, heads, count]);
  const table = (rows: Tf.Tensor): Tf.Tensor =>
    tf.reshape(tf.gather(rows, tf.reshape(positions!, [-1])), [batch, time, 1, half]);
  const [first, second, cosine, sine] = [part(0, half), part(half, half), table(cosines!), table(sines!)];
  const turned = [
    tf.sub(tf.mul(first, cosine), tf.mul(second, sine)),
    tf.add(tf.mul(second, cosine), tf.mul(first, sine)),
  ];
  if (size > 2 * half) turned.push(part(2 * half, size - 2 * half));
  return tf.reshape(tf.concat(turned, 3), x!.shape);
};

const CAST_TYPES = { float32: 'float32', int32: 'int32', int64: 'int32', bool: 'bool' } as const;

/** tfjs's form of each operator that graphs are made of, by ONNX name. */
export const OPERATORS: Readonly<Record<string, TfjsOperator>> = {
  Identity: unary('clone'),
  Neg: unary('neg'),
  Exp: unary('exp'),
  Log: unary('log'),
  Sqrt: unary('sqrt'),
  Reciprocal: unary('reciprocal'),
  Tanh: unary('tanh'),
  Sigmoid: unary('sigmoid'),
  Erf: unary('erf'),
  Add: binary('add'),
  Sub: binary('sub'),
  Mul: binary('mul'),
  Div: binary('div'),
  Min: binary('minimum'),
  Max: binary('maximum'),
  Equal: binary('equal'),
  Less: binary('less'),
  LessOrEqual: binary('lessEqual'),
  And: binary('logicalAnd'),
  Clip: (tf, [x, low, high]) => tf.minimum(tf.maximum(x!, low!), high!),
  Where: (tf, [condition, a, b]) => tf.where(condition!, a!, b!),
  Cast: (tf, [x], node) => tf.cast(x!, CAST_TYPES[node.outputs[0]!.dataType]),
  Softmax: (tf, [x]) => tf.softmax(x!),
  LogSoftmax: (tf, [x]) => tf.logSoftmax(x!),
  ReduceSum: reduction('sum'),
  ReduceMean: reduction('mean'),
  ReduceMax: reduction('max'),
  Reshape: (tf, [x], node) => tf.reshape(x!, shapeOf(node)),
  Expand: (tf, [x], node) => tf.broadcastTo(x!, shapeOf(node)),
  Transpose: (tf, [x], node) => tf.transpose(x!, [...(node.attributes['perm']!.value as readonly number[])]),
  Slice: slice,
  Concat: (tf, inputs, node) => tf.concat([...inputs], numberAttribute(node, 'axis')),
  Gather: (tf, [table, indices]) => tf.gather(table!, indices!),
  GatherElements: gatherElements,
  ScatterND: scatterAdd,
  FusedMatMul: matmul,
  SimplifiedLayerNormalization: rmsNorm,
  LayerNormalization: layerNorm,
  RotaryEmbedding: rope,
};
