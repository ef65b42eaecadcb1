import type { Attribute, GraphNode, Tensor } from './graph.ts';
import { ELEMENT_TYPES, writeAttribute } from './onnx-values.ts';
import type { MessageWriter } from './protobuf.ts';

/** What values are called in a model. */
export type Names = (tensor: Tensor) => string;

/** Writes one node of a graph as nodes of the standard domain. */
export type StandardForm = (body: MessageWriter, node: GraphNode, names: Names) => void;

/** Writes a node and returns the name of its output. */
export function writeNode(
  body: MessageWriter,
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>> = {},
  domain = '',
): string {
  body.message(1, (writer) => {
    for (const input of inputs) writer.text(1, input);
    writer.text(2, output).text(4, op);
    for (const [name, attribute] of Object.entries(attributes)) {
      writer.message(5, (inner) => writeAttribute(inner, name, attribute));
    }
    if (domain) writer.text(7, domain);
  });
  return output;
}

function writeScalar(body: MessageWriter, name: string, value: number): string {
  const bytes = new Uint8Array(new Float32Array([value]).buffer);
  body.message(5, (writer) => writer.integer(2, ELEMENT_TYPES.float32).text(8, name).bytes(9, bytes));
  return name;
}

/** A constant that names the last axis. */
function writeLastAxis(body: MessageWriter, name: string): string {
  const last = new Uint8Array(BigInt64Array.of(-1n).buffer);
  body.message(5, (writer) =>
    writer.integer(1, 1).integer(2, ELEMENT_TYPES.int64).text(8, name).bytes(9, last),
  );
  return name;
}

/** A number among a node's attributes. */
export const numberOf = (node: GraphNode, name: string): number => node.attributes[name]!.value as number;

/** An operand of a product, transposed by a node of its own where the product reads it so. */
export function writeTransposed(
  body: MessageWriter,
  node: GraphNode,
  index: number,
  operand: string,
  output: string,
): string {
  if (numberOf(node, index === 0 ? 'transA' : 'transB') === 0) return operand;
  const rank = node.inputs[index]!.shape.length;
  const swapped = Array.from({ length: rank }, (_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
  const perm = { kind: 'ints', value: swapped } as const;
  return writeNode(body, 'Transpose', [operand], `${output} operand ${index}`, { perm });
}

/** Multiplies a value by a number. */
export function writeFactor(body: MessageWriter, input: string, factor: number, output: string): void {
  writeNode(body, 'Mul', [input, writeScalar(body, `${output} alpha`, factor)], output);
}

/** `alpha * A B`, with transposes as nodes of their own. */
const product: StandardForm = (body, node, names) => {
  const output = names(node.outputs[0]!);
  const operands = node.inputs.map((input, i) => writeTransposed(body, node, i, names(input), output));
  const alpha = numberOf(node, 'alpha');
  if (alpha === 1) writeNode(body, 'MatMul', operands, output);
  else writeFactor(body, writeNode(body, 'MatMul', operands, `${output} unscaled`), alpha, output);
};

/** `x / sqrt(mean(x^2) + epsilon) * weight`, and the inverse deviation. */
const rmsNorm: StandardForm = (body, node, names) => {
  const [x, weight] = node.inputs.map(names) as [string, string];
  const [value, inverse] = node.outputs.map(names) as [string, string];
  const square = writeNode(body, 'Mul', [x, x], `${value} square`);
  const axes = writeLastAxis(body, `${value} axes`);
  const mean = writeNode(body, 'ReduceMean', [square, axes], `${value} mean`, {
    keepdims: { kind: 'int', value: 1 },
  });
  const epsilon = writeScalar(body, `${value} epsilon`, numberOf(node, 'epsilon'));
  const root = writeNode(
    body,
    'Sqrt',
    [writeNode(body, 'Add', [mean, epsilon], `${value} sum`)],
    `${value} root`,
  );
  writeNode(body, 'Reciprocal', [root], inverse);
  writeNode(body, 'Mul', [writeNode(body, 'Mul', [x, inverse], `${value} normal`), weight], value);
};

/** `x - max - log(sum(exp(x - max)))` over the last axis. */
const logSoftmax: StandardForm = (body, node, names) => {
  const output = names(node.outputs[0]!);
  const x = names(node.inputs[0]!);
  const axes = writeLastAxis(body, `${output} axes`);
  const kept = { keepdims: { kind: 'int', value: 1 } } as const;
  const largest = writeNode(body, 'ReduceMax', [x, axes], `${output} largest`, kept);
  const shifted = writeNode(body, 'Sub', [x, largest], `${output} shifted`);
  const exponentials = writeNode(body, 'Exp', [shifted], `${output} exponentials`);
  const total = writeNode(body, 'ReduceSum', [exponentials, axes], `${output} total`, kept);
  const logarithm = writeNode(body, 'Log', [total], `${output} logarithm`);
  writeNode(body, 'Sub', [shifted, logarithm], output);
};

/** `min(max(x, low), high)`: WebGPU's Clip takes limits from the processor only. */
const clip: StandardForm = (body, node, names) => {
  const output = names(node.outputs[0]!);
  const [x, low, high] = node.inputs.map(names) as [string, string, string];
  writeNode(body, 'Min', [writeNode(body, 'Max', [x, low], `${output} raised`), high], output);
};

/** Standard forms by operator. */
export const STANDARD_FORMS: Readonly<Record<string, StandardForm>> = {
  Clip: clip,
  FusedMatMul: product,
  LogSoftmax: logSoftmax,
  SimplifiedLayerNormalization: rmsNorm,
};
