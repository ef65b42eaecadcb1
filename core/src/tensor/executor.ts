import type { Graph, Shape, TensorData } from './graph.ts';

/**
 * What is fed for an input: its elements in row-major order, or a tensor that the executor holds already.
 *
 * @example
 * const values: FeedValue[] = [Float32Array.of(1, 2), await (await openExecutor()).upload(Float32Array.of(3, 4), [2])];
 */
export type FeedValue = TensorData | HeldTensor;

/**
 * What is fed, by the names of a graph's inputs.
 *
 * @example
 * const feeds: Feeds = { tokens: Int32Array.of(5, 7, 2), weights: Float32Array.of(0, 0.5, 0.5) };
 */
export type Feeds = Readonly<Record<string, FeedValue>>;

/**
 * A `float32` value that an executor holds between runs, in a GPU's memory where it computes on one. It comes from
 * `upload` or from a program that holds outputs, and can be fed to every program of the same executor. Nothing frees
 * it but `dispose`.
 *
 * @example
 * const executor = await openExecutor();
 * const weights: HeldTensor = await executor.upload(Float32Array.of(1, 2), [2]);
 * const copy = await executor.download(weights); // Float32Array [1, 2]
 * weights.dispose();
 */
export interface HeldTensor {
  readonly shape: Shape;
  /** Frees it. Feeding or downloading it afterwards is an error; disposing of it again does nothing. */
  dispose(): void;
}

/**
 * What a run returns: the outputs that come back as arrays, and those that stay with the executor.
 *
 * @example
 * const graph = new Graph();
 * graph.output('next', add(graph.input('x', [2]), 1));
 * const program = await (await openExecutor()).compile(graph, { holds: () => true });
 * const { held }: RunResult = await program.runAndHold({ x: Float32Array.of(1, 2) });
 * held['next']!.dispose();
 */
export interface RunResult {
  readonly outputs: Record<string, Float32Array>;
  readonly held: Record<string, HeldTensor>;
}

/**
 * A graph made ready to run on a device.
 *
 * @example
 * const graph = new Graph();
 * graph.output('twice', mul(graph.input('x', [3]), 2));
 * const program: Program = await (await openExecutor()).compile(graph);
 * const { twice } = await program.run({ x: Float32Array.of(1, 2, 3) }); // Float32Array [2, 4, 6]
 * await program.dispose();
 */
export interface Program {
  /**
   * Runs the graph once. Every input must be fed; the arrays are read during the call and not kept.
   * Returns the graph's outputs by name, in new arrays.
   *
   * @throws TensorError when a feed is missing or does not fit, or the program holds outputs.
   */
  run(feeds: Feeds): Promise<Record<string, Float32Array>>;
  /** As `run`, where some outputs stay with the executor: who calls this disposes of them. */
  runAndHold(feeds: Feeds): Promise<RunResult>;
  /** Frees the program's memory; tensors that it returned are not touched. */
  dispose(): Promise<void>;
}

/**
 * How a graph is made ready.
 *
 * @example
 * const graph = new Graph();
 * graph.output('y', exp(graph.input('x', [3])));
 * const options: CompileOptions = { singleThread: true }; // a row comes out the same in any batch
 * const program = await (await openExecutor()).compile(graph, options);
 */
export interface CompileOptions {
  /**
   * Runs every operation on one thread. Threads divide a product differently for different shapes, which changes
   * the order of its sums and so the last bits; on one thread a row's result does not depend on the other rows.
   */
  readonly singleThread?: boolean;
  /** Keeps the memory of intermediate values for the next run, where the device allows a choice. Default true. */
  readonly keepsBuffers?: boolean;
  /** How products of matrices are computed. Default `float32`. */
  readonly precision?: Precision;
  /** Which outputs stay with the executor, by name. Default: none. */
  readonly holds?: (output: string) => boolean;
}

/**
 * `float32`, or `mixed`: the operands and results of matrix products are 16-bit floats, everything else is float32.
 * A processor has no such product; there operands and results are rounded, which takes longer than `float32`.
 *
 * @example
 * const precision: Precision = 'mixed';
 * const executor = await openExecutor();
 * await requirePrecision(executor, precision);
 */
export type Precision = 'float32' | 'mixed';

/**
 * Where graphs run.
 *
 * @example
 * const devices: Device[] = ['cuda', 'webgpu'];
 * const reports = await findDevices(devices); // what works here, and why not
 */
export type Device = 'cpu' | 'cuda' | 'webgpu';

/**
 * What an executor has moved between JavaScript's memory and the device's, and holds there.
 *
 * @example
 * const { heldTensors, uploadedBytes }: Transfers = (await openExecutor({ device: 'webgpu' })).transfers;
 */
export interface Transfers {
  /** Bytes of arrays fed or uploaded. */
  uploadedBytes: number;
  /** Bytes of arrays returned or downloaded. */
  downloadedBytes: number;
  /** Tensors held and not disposed of. */
  heldTensors: number;
}

/**
 * A device that compiles and runs graphs: the tensor backend.
 *
 * @example
 * const executor: Executor = await openExecutor();
 * console.log(executor.name); // onnxruntime-node 1.30.0 cpu
 */
export interface Executor {
  /** For reports: the library and the device. */
  readonly name: string;
  readonly device: Device;
  /**
   * Whether graphs read JavaScript's arrays where they are (`host`: a held tensor is such an array, and moving one
   * costs nothing) or have a memory of their own (`device`: an array is copied there at every run, a held tensor is not).
   */
  readonly memory: 'host' | 'device';
  /** Counted since the executor was opened. In `host` memory nothing moves, so that the bytes stay 0. */
  readonly transfers: Readonly<Transfers>;
  compile(graph: Graph, options?: CompileOptions): Promise<Program>;
  /**
   * Holds an array. In `host` memory the array itself is held, and must not be changed afterwards.
   *
   * @throws TensorError when the array does not fill the shape.
   */
  upload(data: Float32Array, shape: Shape): Promise<HeldTensor>;
  /** The elements of a held tensor. In `host` memory the held array itself. */
  download(tensor: HeldTensor): Promise<Float32Array>;
}
