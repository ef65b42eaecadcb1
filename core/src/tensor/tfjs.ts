import { createRequire } from 'node:module';

import type * as Tf from '@tensorflow/tfjs-core';

import type { Device, Executor, Feeds, Program } from './executor.ts';
import type { DataType, Graph, GraphNode, Tensor, TensorData } from './graph.ts';
import { TensorError } from './graph.ts';
import { nodesInOrder, reachableTensors } from './onnx.ts';
import { checkFeed } from './onnxruntime.ts';
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
  return { name, device, compile: (graph) => Promise.resolve(createProgram(tf, graph)) };
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

function createProgram(tf: typeof Tf, graph: Graph): Program {
  const used = reachableTensors(graph);
  const nodes = nodesInOrder(used);
  const odd = nodes.find(({ op }) => !OPERATORS[op]);
  if (odd) throw new TensorError(`tfjs: the operator ${odd.op} is not there`);
  const constants = new Map<Tensor, Tf.Tensor>();
  for (const [tensor, data] of graph.constants) {
    if (used.has(tensor)) constants.set(tensor, tf.keep(toTfjs(tf, data, tensor)));
  }
  const lastUses = findLastUses(graph, nodes);
  return {
    run: (feeds) => Promise.resolve(runNodes(tf, graph, nodes, constants, lastUses, feeds)),
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

function runNodes(
  tf: typeof Tf,
  graph: Graph,
  nodes: readonly GraphNode[],
  constants: ReadonlyMap<Tensor, Tf.Tensor>,
  lastUses: ReadonlyMap<GraphNode, readonly Tensor[]>,
  feeds: Feeds,
): Record<string, Float32Array> {
  const results: Record<string, Float32Array> = {};
  tf.tidy(() => {
    const values = new Map(constants);
    for (const [name, tensor] of graph.inputs) {
      values.set(tensor, toTfjs(tf, checkFeed(name, tensor, feeds)!, tensor));
    }
    for (const node of nodes) {
      const inputs = node.inputs.map((input) => values.get(input)!);
      const outputs = tf.tidy(() => [OPERATORS[node.op]!(tf, inputs, node)].flat());
      node.outputs.forEach((output, i) => values.set(output, outputs[i]!));
      for (const tensor of lastUses.get(node)!) values.get(tensor)?.dispose();
    }
    for (const [name, tensor] of graph.outputs) {
      results[name] = Float32Array.from(values.get(tensor)!.dataSync());
    }
  });
  return results;
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
