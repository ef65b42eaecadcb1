import type * as Onnxruntime from 'onnxruntime-node';

import type { Executor, Feeds, Program } from './executor.ts';
import type { Graph, Tensor } from './graph.ts';
import { TensorError, sizeOf, showShape } from './graph.ts';
import { encodeOnnx } from './onnx.ts';

/** Settings of the onnxruntime CPU executor. */
export interface OnnxruntimeOptions {
  /** Threads inside one operation. Default: onnxruntime's own choice, one per core. */
  readonly threads?: number;
}

/**
 * Opens onnxruntime-node's CPU provider. Sessions optimise the graph fully, treat denormal numbers as zero
 * (they are many times slower), and let waiting threads sleep instead of spinning, so that the scoring of
 * rollouts next to them gets the cores.
 *
 * @throws Error when the optional dependency `onnxruntime-node` is not installed, with the command that fixes it.
 */
export async function createOnnxruntimeExecutor(options: OnnxruntimeOptions = {}): Promise<Executor> {
  const library = await loadOnnxruntime();
  return {
    name: `onnxruntime-node ${library.env.versions.node ?? ''} cpu`,
    compile: (graph, { singleThread = false } = {}) =>
      compile(library, graph, singleThread ? 1 : options.threads),
  };
}

async function loadOnnxruntime(): Promise<typeof Onnxruntime> {
  try {
    const library = (await import('onnxruntime-node')) as typeof Onnxruntime & {
      default?: typeof Onnxruntime;
    };
    return library.default ?? library;
  } catch (error) {
    throw new Error(
      `The local engine needs the package onnxruntime-node, which did not load on ${process.platform}-${process.arch}. ` +
        `Install it with: ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node@1.30.0`,
      { cause: error },
    );
  }
}

async function compile(
  library: typeof Onnxruntime,
  graph: Graph,
  threads: number | undefined,
): Promise<Program> {
  const session = await library.InferenceSession.create(encodeOnnx(graph), {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    // A memory pattern is a second copy of all intermediate values, kept beside those of the first run.
    enableMemPattern: false,
    logSeverityLevel: 3,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    extra: { session: { set_denormal_as_zero: '1', intra_op: { allow_spinning: '0' } } },
  });
  return {
    run: async (feeds) => unwrap(await session.run(wrap(library, graph, feeds))),
    dispose: () => session.release(),
  };
}

function wrap(
  library: typeof Onnxruntime,
  graph: Graph,
  feeds: Feeds,
): Onnxruntime.InferenceSession.FeedsType {
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

function checkFeed(name: string, tensor: Tensor, feeds: Feeds): unknown {
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
