import type { Executor, HeldTensor } from '../tensor/index.ts';
import type { Parameters } from './parameters.ts';

/** Held tensors by the names of weights. */
export type HeldSet = Record<string, HeldTensor>;

/** Holds numbers that lie as the weights do. */
export async function uploadAll(executor: Executor, { entries, views }: Parameters): Promise<HeldSet> {
  const set: HeldSet = {};
  for (const { name, shape } of entries) set[name] = await executor.upload(views[name]!, shape);
  return set;
}

/** Copies held tensors into arrays. */
export async function downloadAll(executor: Executor, set: HeldSet, { views }: Parameters): Promise<void> {
  for (const [name, tensor] of Object.entries(set)) views[name]!.set(await executor.download(tensor));
}

/** Frees held tensors, if there are any. */
export function disposeAll(set: HeldSet = {}): void {
  for (const tensor of Object.values(set)) tensor.dispose();
}
