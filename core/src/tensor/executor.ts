import type { Graph, TensorData } from './graph.ts';

/**
 * Elements by value name, in row-major order.
 *
 * @example
 * const feeds: Feeds = { tokens: Int32Array.of(5, 7, 2), weights: Float32Array.of(0, 0.5, 0.5) };
 */
export type Feeds = Readonly<Record<string, TensorData>>;

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
   */
  run(feeds: Feeds): Promise<Record<string, Float32Array>>;
  /** Frees the program's memory. */
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
}

/**
 * Where graphs run.
 *
 * @example
 * const devices: Device[] = ['cuda', 'webgpu'];
 * const reports = await findDevices(devices); // what works here, and why not
 */
export type Device = 'cpu' | 'cuda' | 'webgpu';

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
  compile(graph: Graph, options?: CompileOptions): Promise<Program>;
}
