import type * as Onnxruntime from 'onnxruntime-node';

import type { Device, Executor, Feeds, Program } from './executor.ts';
import type { Graph, Tensor } from './graph.ts';
import { TensorError, sizeOf, showShape } from './graph.ts';
import { loadOnnxruntime } from './load-onnxruntime.ts';
import { encodeOnnx } from './onnx.ts';

/**
 * Settings of the onnxruntime executor.
 *
 * @example
 * const options: OnnxruntimeOptions = { threads: 2 }; // leaves the other cores to the verifiers
 */
export interface OnnxruntimeOptions {
  /** Threads inside one operation on the CPU. Default: onnxruntime's own choice, one per core. */
  readonly threads?: number | undefined;
  /**
   * The execution provider. Weights and inputs are sent to a GPU at every run and results come back, so that a GPU
   * pays for large graphs only. Default `cpu`.
   */
  readonly device?: Device;
}

type Library = typeof Onnxruntime;

/**
 * Opens onnxruntime. CPU sessions optimise the graph fully, treat denormal numbers as zero (they are many times
 * slower), and let waiting threads sleep instead of spinning, so that the scoring of rollouts next to them gets
 * the cores. Without the package onnxruntime-node, its WebAssembly build onnxruntime-web is used if it is there, on
 * the CPU, with a warning: it is about a third as fast.
 *
 * @throws Error when neither is installed, with the command that fixes it. A device that is not there fails when the
 * first graph is compiled; `openExecutor` looks first.
 *
 * @example
 * const executor = await createOnnxruntimeExecutor({ threads: 2 });
 */
export async function createOnnxruntimeExecutor(options: OnnxruntimeOptions = {}): Promise<Executor> {
  const { library, name } = await loadOnnxruntime();
  const device = options.device ?? 'cpu';
  return {
    name: `${name} ${device}`,
    device,
    compile: (graph, { singleThread = false, keepsBuffers = true } = {}) =>
      compile(library, graph, { device, threads: singleThread ? 1 : options.threads, keepsBuffers }),
  };
}

interface SessionSettings {
  readonly device: Device;
  readonly threads: number | undefined;
  readonly keepsBuffers: boolean;
}

async function compile(
  library: Library,
  graph: Graph,
  { device, threads, keepsBuffers }: SessionSettings,
): Promise<Program> {
  const model = encodeOnnx(graph, { standard: device === 'webgpu' });
  const session = await library.InferenceSession.create(model, {
    // onnxruntime gives the CPU what a GPU has no kernel for.
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    // A memory pattern is a second copy of all intermediate values, kept beside those of the first run.
    enableMemPattern: false,
    enableCpuMemArena: keepsBuffers,
    logSeverityLevel: 3,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    extra: { session: { set_denormal_as_zero: '1', intra_op: { allow_spinning: '0' } } },
  });
  return {
    run: async (feeds) => unwrap(await session.run(wrap(library, graph, feeds))),
    dispose: () => session.release(),
  };
}

function wrap(library: Library, graph: Graph, feeds: Feeds): Onnxruntime.InferenceSession.FeedsType {
  const wrapped: Record<string, Onnxruntime.Tensor> = {};
  for (const [name, tensor] of graph.inputs) {
    wrapped[name] = new library.Tensor(
      tensor.dataType,
      checkFeed(name, tensor, feeds) as never,
      tensor.shape,
    );
  }
  return wrapped;
}

/** The array fed for an input. */
export function checkFeed(name: string, tensor: Tensor, feeds: Feeds): Feeds[string] {
  const data = feeds[name];
  if (data?.length === sizeOf(tensor.shape)) return data;
  const got = data ? `${data.length} elements` : 'nothing';
  throw new TensorError(`run: input '${name}' of shape ${showShape(tensor.shape)} was fed ${got}`);
}

function unwrap(results: Onnxruntime.InferenceSession.ReturnType): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]),
  );
}
