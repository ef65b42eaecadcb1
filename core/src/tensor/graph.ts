/**
 * Element types of graph values. Only `float32` values have gradients.
 *
 * @example
 * const type: DataType = 'int32';
 * new Graph().input('tokens', [8, 128], type).dataType; // 'int32'; without a type, 'float32'
 */
export type DataType = 'float32' | 'int32' | 'int64' | 'bool';

/**
 * Sizes of a value's axes, outermost first; `[]` is a scalar. Every size is known when the graph is built.
 *
 * @example
 * const logits: Shape = [8, 128, 32_000]; // batch, time, vocabulary
 * const loss: Shape = [];
 */
export type Shape = readonly number[];

/**
 * The JavaScript array that carries elements of a data type.
 *
 * @example
 * const ids: TensorData = Int32Array.of(3, 1, 4, 1);
 * new Graph().constant(ids, [2, 2]).dataType; // 'int32'
 */
export type TensorData = Float32Array | Int32Array | BigInt64Array | Uint8Array;

/**
 * An attribute of a graph node, tagged because ONNX tells an integer from a real number.
 *
 * @example
 * const axis: Attribute = { kind: 'int', value: -1 };
 * const x = new Graph().input('x', [2, 3]);
 * x.graph.apply('Hardmax', [x], { shape: x.shape, attributes: { axis } }); // [2, 3]
 */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string };

/**
 * Builds the gradients of a node's inputs from the gradient of its first output, as more nodes of the same
 * graph. One entry per input, `undefined` where no gradient flows.
 *
 * @example
 * const x = new Graph().input('x', [3]);
 * const slopeOfSquare: Backward = (gradient) => [mul(gradient, mul(x, 2))];
 * withGradient(mul(x, x), [x], slopeOfSquare); // [3]
 */
export type Backward = (outputGradient: Tensor) => readonly (Tensor | undefined)[];

/**
 * One operation: an ONNX operator with its inputs and attributes.
 *
 * @example
 * const x = new Graph().input('x', [2, 3]);
 * const node: GraphNode = softmax(x).producer!;
 * node.op; // 'Softmax'
 * node.inputs[0] === x; // true
 */
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

/**
 * A symbolic value of a graph: it has a shape and a type, but no elements until the graph runs.
 *
 * @example
 * const x: Tensor = new Graph().input('x', [2, 3]);
 * const y = add(x, 1); // [2, 3]
 * y.producer?.op; // 'Add'
 */
export interface Tensor {
  readonly graph: Graph;
  /** Unique in the graph and growing: a node's inputs always have smaller ids than its outputs. */
  readonly id: number;
  readonly shape: Shape;
  readonly dataType: DataType;
  /** The node that computes it; absent for inputs and constants. */
  readonly producer?: GraphNode;
}

/**
 * A shape or a type did not fit an operation. The message names the operation and the shapes.
 *
 * @example
 * const graph = new Graph();
 * try {
 *   matmul(graph.input('a', [2, 3]), graph.input('b', [2, 3]));
 * } catch (error) {
 *   if (!(error instanceof TensorError)) throw error;
 *   console.error(error.message); // matmul: cannot multiply [2,3] by [2,3]: inner sizes 3 and 2 differ
 * }
 */
export class TensorError extends Error {
  override readonly name = 'TensorError';
}

/**
 * What a node is made of, besides its inputs.
 *
 * @example
 * const x = new Graph().input('x', [2, 3]);
 * const leakyRelu: NodeOptions = {
 *   shape: x.shape,
 *   attributes: { alpha: { kind: 'float', value: 0.2 } },
 *   backward: (gradient) => [where(less(x, 0), mul(gradient, 0.2), gradient)],
 * };
 * x.graph.apply('LeakyRelu', [x], leakyRelu); // [2, 3]
 */
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
 * graph.output('square', mul(x, x));
 */
export class Graph {
  readonly inputs = new Map<string, Tensor>();
  readonly outputs = new Map<string, Tensor>();
  readonly constants = new Map<Tensor, TensorData>();
  private readonly scalars = new Map<number, Tensor>();
  private nextId = 0;

  /** Declares a value fed at every run. */
  input(name: string, shape: Shape, dataType: DataType = 'float32'): Tensor {
    this.checkName('input', name);
    const tensor = this.value(shape, dataType);
    this.inputs.set(name, tensor);
    return tensor;
  }

  /** Names a value that a run returns. */
  output(name: string, tensor: Tensor): void {
    this.checkName('output', name);
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

  private checkName(kind: 'input' | 'output', name: string): void {
    const [same, other] = kind === 'input' ? [this.inputs, this.outputs] : [this.outputs, this.inputs];
    if (same.has(name)) throw new TensorError(`graph ${kind} '${name}' is declared twice`);
    if (!other.has(name)) return;
    throw new TensorError(
      `graph ${kind} '${name}' has the name of an ${kind === 'input' ? 'output' : 'input'}`,
    );
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
 * sizeOf([]); // 1
 */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * A shape as errors print it: `[2,3]`.
 *
 * @example
 * showShape([2, 3]); // '[2,3]'
 */
export function showShape(shape: Shape): string {
  return `[${shape.join(',')}]`;
}

/**
 * Whether two shapes are equal.
 *
 * @example
 * sameShape([2, 3], [3, 2]); // false
 */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

function dataTypeOf(data: TensorData): DataType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Int32Array) return 'int32';
  return data instanceof BigInt64Array ? 'int64' : 'bool';
}
