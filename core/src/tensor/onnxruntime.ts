import type * as Onnxruntime from 'onnxruntime-node';

import type { CompileOptions, Device, Executor, Feeds, Program, RunResult } from './executor.ts';
import type { Graph } from './graph.ts';
import { checkFeed, checkUpload, createHeldTensors, isArray, runsOf } from './held-tensors.ts';
import type { HeldTensors } from './held-tensors.ts';
import { loadOnnxruntime } from './load-onnxruntime.ts';
import { encodeCopy, encodeOnnx } from './onnx.ts';

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
   * The execution provider. On `webgpu` held tensors stay in the GPU's memory; on `cuda` this library has no way to
   * keep them there, so that everything crosses the bus at every run. Default `cpu`.
   */
  readonly device?: Device;
}

/** What the sessions of one executor have in common. */
interface Backend {
  readonly library: typeof Onnxruntime;
  readonly device: Device;
  readonly threads: number | undefined;
  /** Values are tensors in the GPU's memory, or tensors around JavaScript's arrays. */
  readonly tensors: HeldTensors<Onnxruntime.Tensor>;
}

const HELD = 'gpu-buffer';

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
  const { device = 'cpu', threads } = options;
  const tensors = createHeldTensors<Onnxruntime.Tensor>((value) => value.dispose());
  const backend: Backend = { library, device, threads, tensors };
  return {
    name: `${name} ${device}`,
    device,
    memory: hasOwnMemory(backend) ? 'device' : 'host',
    transfers: tensors.transfers,
    compile: (graph, compileOptions) => compile(backend, graph, compileOptions),
    ...createTransport(backend),
  };
}

const hasOwnMemory = ({ device }: Backend): boolean => device === 'webgpu';

async function createSession(
  { library, device, threads }: Backend,
  model: Uint8Array,
  { singleThread = false, keepsBuffers = true }: CompileOptions,
  outputLocations: Readonly<Record<string, Onnxruntime.Tensor.DataLocation>>,
): Promise<Onnxruntime.InferenceSession> {
  const most = singleThread ? 1 : threads;
  return library.InferenceSession.create(model, {
    // onnxruntime gives the CPU what a GPU has no kernel for.
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    // A memory pattern is a second copy of all intermediate values, kept beside those of the first run.
    enableMemPattern: false,
    enableCpuMemArena: keepsBuffers,
    logSeverityLevel: 3,
    ...(most === undefined ? {} : { intraOpNumThreads: most }),
    ...(Object.keys(outputLocations).length === 0 ? {} : { preferredOutputLocation: outputLocations }),
    extra: { session: { set_denormal_as_zero: '1', intra_op: { allow_spinning: '0' } } },
  });
}

async function compile(backend: Backend, graph: Graph, options: CompileOptions = {}): Promise<Program> {
  const { holds = () => false, precision } = options;
  const model = encodeOnnx(graph, {
    standard: backend.device === 'webgpu',
    ...(precision === 'mixed' && { halfProducts: backend.device === 'cpu' ? 'rounded' : 'float16' }),
  });
  const held = hasOwnMemory(backend) ? [...graph.outputs.keys()].filter(holds) : [];
  const locations = Object.fromEntries(
    held.length === 0 ? [] : [...graph.outputs.keys()].map((name) => [name, holds(name) ? HELD : 'cpu']),
  ) as Record<string, Onnxruntime.Tensor.DataLocation>;
  const session = await createSession(backend, model, options, locations);
  return {
    ...runsOf(graph, holds, async (feeds) =>
      unwrap(backend, graph, holds, await session.run(wrap(backend, graph, feeds))),
    ),
    dispose: () => session.release(),
  };
}

function wrap(backend: Backend, graph: Graph, feeds: Feeds): Onnxruntime.InferenceSession.FeedsType {
  const { library, tensors } = backend;
  const wrapped: Record<string, Onnxruntime.Tensor> = {};
  for (const [name, tensor] of graph.inputs) {
    const value = checkFeed(name, tensor, feeds);
    if (!isArray(value)) {
      wrapped[name] = tensors.valueOf(value, `run: input '${name}'`);
      continue;
    }
    wrapped[name] = new library.Tensor(tensor.dataType, value as never, tensor.shape);
    if (hasOwnMemory(backend)) tensors.transfers.uploadedBytes += value.byteLength;
  }
  return wrapped;
}

function unwrap(
  backend: Backend,
  graph: Graph,
  holds: (output: string) => boolean,
  results: Onnxruntime.InferenceSession.ReturnType,
): RunResult {
  const { tensors } = backend;
  const result: RunResult = { outputs: {}, held: {} };
  for (const [name, value] of Object.entries(results)) {
    if (holds(name)) {
      result.held[name] = tensors.hold(value, graph.outputs.get(name)!.shape);
      continue;
    }
    result.outputs[name] = value.data as Float32Array;
    if (hasOwnMemory(backend)) tensors.transfers.downloadedBytes += result.outputs[name].byteLength;
  }
  return result;
}

/**
 * Upload and download. Reading a tensor in the GPU's memory through the library ends the process, so that both are
 * runs of a graph that copies its input.
 */
function createTransport(backend: Backend): Pick<Executor, 'upload' | 'download'> {
  const { library, tensors } = backend;
  if (!hasOwnMemory(backend)) {
    return {
      async upload(data, shape) {
        checkUpload(data, shape);
        return Promise.resolve(tensors.hold(new library.Tensor('float32', data, shape), shape));
      },
      async download(tensor) {
        return Promise.resolve(tensors.valueOf(tensor, 'download').data as Float32Array);
      },
    };
  }
  const copy = (
    location: Onnxruntime.Tensor.DataLocation,
  ): ((x: Onnxruntime.Tensor) => Promise<Onnxruntime.Tensor>) => {
    let session: Promise<Onnxruntime.InferenceSession> | undefined;
    return async (x) => {
      session ??= createSession(backend, encodeCopy(), {}, { y: location });
      return (await (await session).run({ x }))['y']!;
    };
  };
  const toDevice = copy(HELD);
  const toHost = copy('cpu');
  return {
    async upload(data, shape) {
      checkUpload(data, shape);
      tensors.transfers.uploadedBytes += data.byteLength;
      return tensors.hold(await toDevice(new library.Tensor('float32', data, shape)), shape);
    },
    async download(tensor) {
      const { data } = await toHost(tensors.valueOf(tensor, 'download'));
      tensors.transfers.downloadedBytes += (data as Float32Array).byteLength;
      return data as Float32Array;
    },
  };
}
