import { createRequire } from 'node:module';

import type * as Tf from '@tensorflow/tfjs-core';

import type { CompileOptions, Device, Executor, Feeds, Program, RunResult } from './executor.ts';
import type { DataType, Graph, GraphNode, Tensor, TensorData } from './graph.ts';
import { TensorError } from './graph.ts';
import { checkFeed, checkUpload, createHeldTensors, isArray, runsOf } from './held-tensors.ts';
import type { HeldTensors } from './held-tensors.ts';
import { nodesInOrder, reachableTensors } from './onnx.ts';
import { OPERATORS } from './tfjs-operators.ts';

/** tfjs's library, and how it calls itself in reports. */
interface LoadedTfjs {
  readonly tf: typeof Tf;
  readonly name: string;
  readonly device: Device;
}

/**
 * Runs graphs on TensorFlow.js, one operator at a time: on `@tensorflow/tfjs-node-gpu` or `@tensorflow/tfjs-node` where
 * one of them is installed, else on `@tensorflow/tfjs-core` with the plain JavaScript backend
 * `@tensorflow/tfjs-backend-cpu`, which is for tests and tiny models only.
 *
 * @throws Error when none of these is installed, with the command that fixes it.
 *
 * @example
 * const executor = await createTfjsExecutor();
 */
export async function createTfjsExecutor(): Promise<Executor> {
  const { tf, name, device } = await loadTfjs();
  const tensors = createHeldTensors<Tf.Tensor>((value) => value.dispose());
  const { transfers } = tensors;
  return {
    name,
    device,
    memory: 'device',
    transfers,
    compile: async (graph, options) => Promise.resolve(createProgram({ tf, tensors }, graph, options)),
    async upload(data, shape) {
      checkUpload(data, shape);
      transfers.uploadedBytes += data.byteLength;
      // Some backends keep the array itself, which may change.
      return Promise.resolve(tensors.hold(tf.tensor(data.slice(), [...shape], 'float32'), shape));
    },
    async download(tensor) {
      const data = Float32Array.from(await tensors.valueOf(tensor, 'download').data());
      transfers.downloadedBytes += data.byteLength;
      return data;
    },
  };
}

async function loadTfjs(): Promise<LoadedTfjs> {
  const gpu = tryRequire('@tensorflow/tfjs-node-gpu');
  const native = gpu ?? tryRequire('@tensorflow/tfjs-node');
  if (native) {
    await native.ready();
    const name = `tfjs-node${gpu ? '-gpu' : ''} ${native.version_core} ${native.getBackend()}`;
    return { tf: native, name, device: gpu ? 'cuda' : 'cpu' };
  }
  const plain = tryRequire('@tensorflow/tfjs-core');
  if (!plain || !tryRequire('@tensorflow/tfjs-backend-cpu')) {
    throw new Error(
      'engine.backend is "tfjs", but no TensorFlow.js is installed. Install it with: ' +
        'npm install @tensorflow/tfjs-node@4.22.0 (or tfjs-node-gpu; both need Node 22 or older)',
    );
  }
  await plain.setBackend('cpu');
  await plain.ready();
  return { tf: plain, name: `tfjs-core ${plain.version_core} plain JavaScript`, device: 'cpu' };
}

const require = createRequire(import.meta.url);

/** A package if it is installed; all through one loader, so that backends register where they are looked for. */
function tryRequire(name: string): typeof Tf | undefined {
  try {
    require.resolve(name);
  } catch {
    return undefined;
  }
  try {
    return require(name) as typeof Tf;
  } catch (error) {
    throw new Error(`${name} is installed but does not load: ${String(error)}`, { cause: error });
  }
}

interface Backend {
  readonly tf: typeof Tf;
  readonly tensors: HeldTensors<Tf.Tensor>;
}

/** A graph with its nodes in order, the values that are constant, and those that no node behind a node reads. */
interface Plan {
  readonly graph: Graph;
  readonly nodes: readonly GraphNode[];
  readonly constants: ReadonlyMap<Tensor, Tf.Tensor>;
  readonly lastUses: ReadonlyMap<GraphNode, readonly Tensor[]>;
  readonly holds: (output: string) => boolean;
}

function createProgram(
  backend: Backend,
  graph: Graph,
  { holds = () => false, precision }: CompileOptions = {},
): Program {
  const { tf } = backend;
  if (precision === 'mixed') throw new TensorError('tfjs: there are no products of 16-bit floats');
  const used = reachableTensors(graph);
  const nodes = nodesInOrder(used);
  const odd = nodes.find(({ op }) => !OPERATORS[op]);
  if (odd) throw new TensorError(`tfjs: the operator ${odd.op} is not there`);
  const constants = new Map<Tensor, Tf.Tensor>();
  for (const [tensor, data] of graph.constants) {
    if (used.has(tensor)) constants.set(tensor, tf.keep(toTfjs(tf, data, tensor)));
  }
  const plan: Plan = { graph, nodes, constants, lastUses: findLastUses(graph, nodes), holds };
  return {
    ...runsOf(graph, holds, async (feeds) => Promise.resolve(runNodes(backend, plan, feeds))),
    dispose() {
      for (const tensor of constants.values()) tensor.dispose();
      return Promise.resolve();
    },
  };
}

/** The values that no node behind this one reads, and that are no outputs: their memory is given back. */
function findLastUses(graph: Graph, nodes: readonly GraphNode[]): ReadonlyMap<GraphNode, readonly Tensor[]> {
  const kept = new Set([...graph.outputs.values(), ...graph.inputs.values(), ...graph.constants.keys()]);
  const seen = new Set<Tensor>();
  const uses = new Map<GraphNode, Tensor[]>();
  for (const node of [...nodes].reverse()) {
    const last = [...new Set([...node.inputs, ...node.outputs])].filter((x) => !seen.has(x) && !kept.has(x));
    for (const tensor of last) seen.add(tensor);
    uses.set(node, last);
  }
  return uses;
}

function runNodes({ tf, tensors }: Backend, plan: Plan, feeds: Feeds): RunResult {
  const { graph, nodes, constants, lastUses, holds } = plan;
  const result: RunResult = { outputs: {}, held: {} };
  const { transfers } = tensors;
  tf.tidy(() => {
    const values = new Map(constants);
    for (const [name, tensor] of graph.inputs) {
      const value = checkFeed(name, tensor, feeds);
      if (isArray(value)) transfers.uploadedBytes += value.byteLength;
      values.set(
        tensor,
        isArray(value) ? toTfjs(tf, value, tensor) : tensors.valueOf(value, `run: input '${name}'`),
      );
    }
    for (const node of nodes) {
      const inputs = node.inputs.map((input) => values.get(input)!);
      const outputs = tf.tidy(() => [OPERATORS[node.op]!(tf, inputs, node)].flat());
      node.outputs.forEach((output, i) => values.set(output, outputs[i]!));
      for (const tensor of lastUses.get(node)!) values.get(tensor)?.dispose();
    }
    for (const [name, tensor] of graph.outputs) {
      const value = values.get(tensor)!;
      // A copy, which shares the memory: one value may be two outputs.
      if (holds(name)) result.held[name] = tensors.hold(tf.keep(value.clone()), tensor.shape);
      else {
        result.outputs[name] = Float32Array.from(value.dataSync());
        transfers.downloadedBytes += result.outputs[name].byteLength;
      }
    }
  });
  return result;
}

const TYPES: Readonly<Record<DataType, Tf.DataType>> = {
  float32: 'float32',
  int32: 'int32',
  int64: 'int32',
  bool: 'bool',
};

function toTfjs(tf: typeof Tf, data: TensorData, { shape, dataType }: Tensor): Tf.Tensor {
  const values = data instanceof BigInt64Array ? Int32Array.from(data, Number) : data;
  return tf.tensor(values, [...shape], TYPES[dataType] as 'float32');
}
