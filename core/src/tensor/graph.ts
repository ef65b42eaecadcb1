/** Element types of graph values. Only `float32` values have gradients. */
export type DataType = 'float32' | 'int32' | 'int64' | 'bool';

/** Sizes of a value's axes, outermost first; `[]` is a scalar. Every size is known when the graph is built. */
export type Shape = readonly number[];

/** The JavaScript array that carries elements of a data type. */
export type TensorData = Float32Array | Int32Array | BigInt64Array | Uint8Array;

/** An attribute of a graph node, tagged because ONNX tells an integer from a real number. */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string };

/**
 * Builds the gradients of a node's inputs from the gradient of its first output, as more nodes of the same
 * graph. One entry per input, `undefined` where no gradient flows.
 */
export type Backward = (outputGradient: Tensor) => readonly (Tensor | undefined)[];

/** One operation: an ONNX operator with its inputs and attributes. */
export interface GraphNode {
  readonly op: string;
  /** ONNX operator domain; empty for the standard one. */
  readonly domain: string;
  readonly inputs: readonly Tensor[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly outputs: readonly Tensor[];
  /** A gradient rule of its own; without one, the rule of its operator holds (folder `rules`). */
  readonly backward?: Backward | undefined;
  /** The values that `backward` answers for, when they are not simply `inputs`. */
  readonly gradientInputs: readonly Tensor[];
}

/** A symbolic value of a graph: it has a shape and a type, but no elements until the graph runs. */
export interface Tensor {
  readonly graph: Graph;
  /** Unique in the graph and growing: a node's inputs always have smaller ids than its outputs. */
  readonly id: number;
  readonly shape: Shape;
  readonly dataType: DataType;
  /** The node that computes it; absent for inputs and constants. */
  readonly producer?: GraphNode;
}

/** A shape or a type did not fit an operation. The message names the operation and the shapes. */
export class TensorError extends Error {
  override readonly name = 'TensorError';
}

/** What a node is made of, besides its inputs. */
export interface NodeOptions {
  readonly shape: Shape;
  /** Default `float32`. */
  readonly dataType?: DataType;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: string;
  readonly backward?: Backward;
  readonly gradientInputs?: readonly Tensor[];
}

/**
 * A static, typed computation graph. Operations (`add`, `matmul`, ...) are functions over its values;
 * `gradients` adds the reverse pass to the same graph; `encodeOnnx` turns it into a file an executor runs.
 *
 * @example
 * const graph = new Graph();
 * const x = graph.input('x', [2, 3]);
 * graph.output('y', mul(x, x));
 */
export class Graph {
  readonly inputs = new Map<string, Tensor>();
  readonly outputs = new Map<string, Tensor>();
  readonly constants = new Map<Tensor, TensorData>();
  private readonly scalars = new Map<number, Tensor>();
  private nextId = 0;

  /** Declares a value fed at every run. */
  input(name: string, shape: Shape, dataType: DataType = 'float32'): Tensor {
    if (this.inputs.has(name)) throw new TensorError(`graph input '${name}' is declared twice`);
    const tensor = this.value(shape, dataType);
    this.inputs.set(name, tensor);
    return tensor;
  }

  /** Names a value that a run returns. */
  output(name: string, tensor: Tensor): void {
    if (this.outputs.has(name)) throw new TensorError(`graph output '${name}' is declared twice`);
    this.outputs.set(name, tensor);
  }

  /** A value stored in the graph itself. The type follows the array: Int32Array is `int32`, and so on. */
  constant(data: TensorData, shape: Shape): Tensor {
    if (data.length !== sizeOf(shape)) {
      throw new TensorError(`constant: ${data.length} elements do not fill the shape ${showShape(shape)}`);
    }
    const tensor = this.value(shape, dataTypeOf(data));
    this.constants.set(tensor, data);
    return tensor;
  }

  /** A `float32` scalar; equal numbers share one constant. */
  scalar(number: number): Tensor {
    const known = this.scalars.get(number);
    if (known) return known;
    const tensor = this.constant(new Float32Array([number]), []);
    this.scalars.set(number, tensor);
    return tensor;
  }

  /** Adds a node with one output and returns that output. */
  apply(op: string, inputs: readonly Tensor[], options: NodeOptions): Tensor {
    return this.applyMany(op, inputs, options, [options.shape])[0]!;
  }

  /** Adds a node with several outputs of the same type; gradients flow through the first one only. */
  applyMany(op: string, inputs: readonly Tensor[], options: NodeOptions, shapes: readonly Shape[]): Tensor[] {
    if (inputs.some((input) => input.graph !== this)) {
      throw new TensorError(`${op}: an operand belongs to another graph`);
    }
    const outputs: Tensor[] = [];
    const producer: GraphNode = {
      op,
      domain: options.domain ?? '',
      inputs,
      attributes: options.attributes ?? {},
      outputs,
      backward: options.backward,
      gradientInputs: options.gradientInputs ?? inputs,
    };
    for (const shape of shapes) outputs.push(this.value(shape, options.dataType ?? 'float32', producer));
    return outputs;
  }

  private value(shape: Shape, dataType: DataType, producer?: GraphNode): Tensor {
    const base = { graph: this, id: this.nextId++, shape, dataType };
    return producer ? { ...base, producer } : base;
  }
}

/**
 * Number of elements of a shape.
 *
 * @example
 * sizeOf([2, 3]); // 6
 * sameShape([2, 3], [3, 2]); // false
 */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * A shape as errors print it: `[2,3]`.
 *
 * @example
 * throw new TensorError(`${showShape([2, 3])} does not fit`);
 */
export function showShape(shape: Shape): string {
  return `[${shape.join(',')}]`;
}

/** Whether two shapes are equal. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

function dataTypeOf(data: TensorData): DataType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Int32Array) return 'int32';
  return data instanceof BigInt64Array ? 'int64' : 'bool';
}
