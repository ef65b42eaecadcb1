import type { GraphNode, Tensor } from './graph.ts';
import { numberOf, writeFactor, writeNode, writeTransposed } from './onnx-standard.ts';
import type { Names, StandardForm } from './onnx-standard.ts';
import { ELEMENT_TYPES } from './onnx-values.ts';
import type { MessageWriter } from './protobuf.ts';

/** Element type number of 16-bit floats, which no value of a graph has. */
const FLOAT16 = 10;

/**
 * How products are computed in 16 bits: `float16` multiplies 16-bit floats; `rounded` rounds operands and product to
 * them and multiplies in 32 bits, for devices without a product of 16-bit floats.
 *
 * @example
 * const graph = new Graph();
 * graph.output('y', matmul(graph.input('a', [2, 3]), graph.input('b', [3, 4])));
 * const halfProducts: HalfProducts = 'float16';
 * const bytes = encodeOnnx(graph, { standard: true, halfProducts }); // as for WebGPU
 */
export type HalfProducts = 'float16' | 'rounded';

/**
 * Whether the operands of a product may be rounded to 16 bits. Sums that are written as products with ones, and
 * embedding gradients, which are products with rows of zeros and a one, stay as they are.
 */
export function isHalved({ op, inputs }: GraphNode): boolean {
  const isSelection = (x: Tensor): boolean => x.graph.constants.has(x) || x.producer?.op === 'Cast';
  return op === 'FusedMatMul' && !inputs.some(isSelection);
}

/** Makes the form of products in 16 bits in one model: each operand is cast once, however often it is used. */
export function halfProducts(kind: HalfProducts): StandardForm {
  const written = new Set<string>();
  const once = (body: MessageWriter, input: string, output: string, type: number): string => {
    if (!written.has(output)) writeCast(body, input, output, type);
    written.add(output);
    return output;
  };
  return (body, node, names) => {
    const operands = node.inputs.map((input) => {
      const half = once(body, names(input), `${names(input)} half`, FLOAT16);
      return kind === 'rounded' ? once(body, half, `${names(input)} rounded`, ELEMENT_TYPES.float32) : half;
    });
    const write = kind === 'rounded' ? writeRounded : writeHalf;
    write(body, node, names, operands);
  };
}

function writeCast(body: MessageWriter, input: string, output: string, type: number): string {
  return writeNode(body, 'Cast', [input], output, { to: { kind: 'int', value: type } });
}

/** The product of rounded operands, itself rounded. */
function writeRounded(body: MessageWriter, node: GraphNode, names: Names, operands: readonly string[]): void {
  const output = names(node.outputs[0]!);
  const { op, attributes, domain } = node;
  const exact = writeNode(body, op, operands, `${output} exact`, attributes, domain);
  writeCast(body, writeCast(body, exact, `${output} product`, FLOAT16), output, ELEMENT_TYPES.float32);
}

/** The product of 16-bit operands as a standard one; its factor is applied in 32 bits. */
function writeHalf(body: MessageWriter, node: GraphNode, names: Names, operands: readonly string[]): void {
  const output = names(node.outputs[0]!);
  const transposed = operands.map((operand, i) => writeTransposed(body, node, i, operand, output));
  const half = writeNode(body, 'MatMul', transposed, `${output} product`);
  const alpha = numberOf(node, 'alpha');
  if (alpha === 1) writeCast(body, half, output, ELEMENT_TYPES.float32);
  else writeFactor(body, writeCast(body, half, `${output} unscaled`, ELEMENT_TYPES.float32), alpha, output);
}
