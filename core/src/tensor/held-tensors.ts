import type { Feeds, FeedValue, HeldTensor, Program, RunResult, Transfers } from './executor.ts';
import type { Graph, Shape, Tensor, TensorData } from './graph.ts';
import { sameShape, showShape, sizeOf, TensorError } from './graph.ts';

/** The tensors that one executor holds, as values of its library. */
export interface HeldTensors<Value> {
  readonly transfers: Transfers;
  /** Makes a held tensor of a value. */
  hold(value: Value, shape: Shape): HeldTensor;
  /**
   * The library's value of a held tensor.
   *
   * @throws TensorError when it was disposed of, or is another executor's; `what` says where it was used.
   */
  valueOf(tensor: HeldTensor, what: string): Value;
}

/** Opens an executor's empty set of held tensors; `free` gives a value's memory back. */
export function createHeldTensors<Value>(free: (value: Value) => void): HeldTensors<Value> {
  const values = new WeakMap<HeldTensor, { readonly value: Value } | 'disposed'>();
  const transfers: Transfers = { uploadedBytes: 0, downloadedBytes: 0, heldTensors: 0 };
  return {
    transfers,
    hold(value, shape) {
      const tensor: HeldTensor = {
        shape,
        dispose() {
          if (values.get(tensor) === 'disposed') return;
          values.set(tensor, 'disposed');
          transfers.heldTensors -= 1;
          free(value);
        },
      };
      values.set(tensor, { value });
      transfers.heldTensors += 1;
      return tensor;
    },
    valueOf(tensor, what) {
      const found = values.get(tensor);
      if (found !== undefined && found !== 'disposed') return found.value;
      const why = found ? 'was disposed of' : 'is held by another executor';
      throw new TensorError(`${what}: the tensor of shape ${showShape(tensor.shape)} ${why}`);
    },
  };
}

/** Whether a feed is an array, and not a held tensor. */
export function isArray(value: FeedValue): value is TensorData {
  return ArrayBuffer.isView(value);
}

/**
 * What is fed for an input.
 *
 * @throws TensorError when it is missing or does not fit.
 */
export function checkFeed(name: string, { shape, dataType }: Tensor, feeds: Feeds): FeedValue {
  const value = feeds[name];
  const refuse = (got: string): never => {
    throw new TensorError(`run: input '${name}' of shape ${showShape(shape)} was fed ${got}`);
  };
  if (value === undefined) return refuse('nothing');
  if (isArray(value)) return value.length === sizeOf(shape) ? value : refuse(`${value.length} elements`);
  if (!sameShape(value.shape, shape)) refuse(`a held tensor of shape ${showShape(value.shape)}`);
  if (dataType !== 'float32') refuse(`a held tensor, which is float32 and not ${dataType}`);
  return value;
}

/** Checks that an array to be held fills its shape. */
export function checkUpload(data: Float32Array, shape: Shape): void {
  if (data.length === sizeOf(shape)) return;
  throw new TensorError(`upload: ${data.length} elements do not fill the shape ${showShape(shape)}`);
}

/** Both ways to run a program, from the one that may hold outputs. */
export function runsOf(
  graph: Graph,
  holds: (output: string) => boolean,
  runAndHold: (feeds: Feeds) => Promise<RunResult>,
): Pick<Program, 'run' | 'runAndHold'> {
  const held = [...graph.outputs.keys()].find(holds);
  return {
    runAndHold,
    async run(feeds) {
      if (held === undefined) return (await runAndHold(feeds)).outputs;
      throw new TensorError(`run: output '${held}' stays with the executor, which runAndHold returns`);
    },
  };
}
