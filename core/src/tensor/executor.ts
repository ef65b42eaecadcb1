import type { Graph, TensorData } from './graph.ts';

/** Elements by value name, in row-major order. */
export type Feeds = Readonly<Record<string, TensorData>>;

/** A graph made ready to run on a device. */
export interface Program {
  /**
   * Runs the graph once. Every input must be fed; the arrays are read during the call and not kept.
   * Returns the graph's outputs by name, in new arrays.
   */
  run(feeds: Feeds): Promise<Record<string, Float32Array>>;
  /** Frees the program's memory. */
  dispose(): Promise<void>;
}

/** How a graph is made ready. */
export interface CompileOptions {
  /**
   * Runs every operation on one thread. Threads divide a product differently for different shapes, which changes
   * the order of its sums and so the last bits; on one thread a row's result does not depend on the other rows.
   */
  readonly singleThread?: boolean;
  /** Keeps the memory of intermediate values for the next run, where the device allows a choice. Default true. */
  readonly keepsBuffers?: boolean;
}

/** Where graphs run. */
export type Device = 'cpu' | 'cuda' | 'webgpu';

/** A device that compiles and runs graphs: the tensor backend. */
export interface Executor {
  /** For reports: the library and the device. */
  readonly name: string;
  readonly device: Device;
  compile(graph: Graph, options?: CompileOptions): Promise<Program>;
}
