import type { Graph, GraphNode, Tensor, TensorData } from './graph.ts';
import { halfProducts, isHalved } from './onnx-half.ts';
import type { HalfProducts } from './onnx-half.ts';
import { STANDARD_FORMS } from './onnx-standard.ts';
import type { StandardForm } from './onnx-standard.ts';
import { ELEMENT_TYPES, writeAttribute } from './onnx-values.ts';
import { MessageWriter } from './protobuf.ts';

const IR_VERSION = 9;
const OPERATOR_SETS = { '': 20, 'com.microsoft': 1 } as const;

/**
 * How a graph is written.
 *
 * @example
 * const options: OnnxOptions = { standard: true }; // for runtimes without onnxruntime's own operators
 * const graph = new Graph();
 * graph.output('y', matmul(graph.input('a', [2, 3]), graph.input('b', [3, 4])));
 * const bytes = encodeOnnx(graph, options);
 */
export interface OnnxOptions {
  /**
   * Writes some of onnxruntime's own operators in standard ones, for devices without a whole kernel for them: WebGPU
   * has none for FusedMatMul and LogSoftmax, wants the limits of Clip from the processor, and leaves the second output
   * of SimplifiedLayerNormalization unwritten. Default false.
   */
  readonly standard?: boolean;
  /** Computes matrix products in 16 bits, in the way that the device has. Default: in 32 bits. */
  readonly halfProducts?: HalfProducts;
}

/**
 * Encodes a graph as an ONNX model (onnx.proto, IR version 9, operator set 20): the nodes its outputs need, in
 * order, with the constants as initializers. Nodes that no output needs are left out.
 *
 * @example
 * const graph = new Graph();
 * graph.output('y', neg(graph.input('x', [2, 3])));
 * const bytes = encodeOnnx(graph); // an ONNX model, as a file would hold it
 */
export function encodeOnnx(graph: Graph, options: OnnxOptions = {}): Uint8Array {
  const used = reachableTensors(graph);
  const names = nameTensors(graph);
  const formOf = formsOf(options);
  const model = new MessageWriter().integer(1, IR_VERSION).text(2, 'touchstone');
  model.message(7, (body) => {
    for (const node of nodesInOrder(used)) {
      const inParts = formOf(node);
      if (inParts) inParts(body, node, names);
      else body.message(1, (writer) => writeNode(writer, node, names));
    }
    body.text(2, 'graph');
    for (const [tensor, data] of graph.constants) {
      if (used.has(tensor)) body.message(5, (writer) => writeConstant(writer, tensor, data, names(tensor)));
    }
    for (const [name, tensor] of graph.inputs) body.message(11, (writer) => writeValue(writer, name, tensor));
    for (const [name, tensor] of graph.outputs) {
      body.message(1, (writer) => writeIdentity(writer, names(tensor), name));
      body.message(12, (writer) => writeValue(writer, name, tensor));
    }
  });
  for (const [domain, version] of Object.entries(OPERATOR_SETS)) {
    model.message(8, (writer) => writer.text(1, domain).integer(2, version));
  }
  return model.finish();
}

/** Which nodes are written in other operators than their own. */
function formsOf({
  standard,
  halfProducts: kind,
}: OnnxOptions): (node: GraphNode) => StandardForm | undefined {
  const inHalf = kind && halfProducts(kind);
  return (node) => (inHalf && isHalved(node) ? inHalf : standard ? STANDARD_FORMS[node.op] : undefined);
}

/** An ONNX model that returns its input `x`, of whatever shape, as `y`. */
export function encodeCopy(): Uint8Array {
  const writeName = (writer: MessageWriter, name: string): MessageWriter =>
    writer.text(1, name).message(2, (type) => {
      type.message(1, (inner) => inner.integer(1, ELEMENT_TYPES.float32));
    });
  return new MessageWriter()
    .integer(1, IR_VERSION)
    .text(2, 'touchstone')
    .message(7, (body) => {
      body.message(1, (writer) => writeIdentity(writer, 'x', 'y'));
      body.text(2, 'copy');
      body.message(11, (writer) => writeName(writer, 'x'));
      body.message(12, (writer) => writeName(writer, 'y'));
    })
    .message(8, (writer) => writer.text(1, '').integer(2, OPERATOR_SETS['']))
    .finish();
}

/** The values that a graph's outputs need. */
export function reachableTensors(graph: Graph): Set<Tensor> {
  const used = new Set<Tensor>();
  const waiting = [...graph.outputs.values()];
  while (waiting.length > 0) {
    const tensor = waiting.pop()!;
    if (used.has(tensor)) continue;
    used.add(tensor);
    waiting.push(...(tensor.producer?.inputs ?? []));
  }
  return used;
}

/** The nodes that compute values, each behind those that it needs. */
export function nodesInOrder(used: ReadonlySet<Tensor>): GraphNode[] {
  const ordered = [...used].filter((tensor) => tensor.producer).sort((a, b) => a.id - b.id);
  return [...new Set(ordered.map((tensor) => tensor.producer!))];
}

function nameTensors(graph: Graph): (tensor: Tensor) => string {
  const inputNames = new Map([...graph.inputs].map(([name, tensor]) => [tensor, name]));
  return (tensor) => inputNames.get(tensor) ?? `value${tensor.id}`;
}

function writeNode(writer: MessageWriter, node: GraphNode, names: (tensor: Tensor) => string): void {
  for (const input of node.inputs) writer.text(1, names(input));
  for (const output of node.outputs) writer.text(2, names(output));
  writer.text(4, node.op);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    writer.message(5, (inner) => writeAttribute(inner, name, attribute));
  }
  writer.text(7, node.domain);
}

function writeIdentity(writer: MessageWriter, input: string, output: string): void {
  writer.text(1, input).text(2, output).text(4, 'Identity');
}

function writeConstant(writer: MessageWriter, tensor: Tensor, data: TensorData, name: string): void {
  for (const size of tensor.shape) writer.integer(1, size);
  writer.integer(2, ELEMENT_TYPES[tensor.dataType]).text(8, name);
  writer.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeValue(writer: MessageWriter, name: string, tensor: Tensor): void {
  writer.text(1, name).message(2, (type) => {
    type.message(1, (inner) => {
      inner.integer(1, ELEMENT_TYPES[tensor.dataType]).message(2, (shape) => {
        for (const size of tensor.shape) shape.message(1, (dimension) => dimension.integer(1, size));
      });
    });
  });
}
