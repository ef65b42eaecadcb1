import type { OptimiserOptions } from '../domain/engine.ts';
import type { CompileOptions, Feeds, Program } from '../tensor/index.ts';
import { createDeviceWeights } from './device-weights.ts';
import { createHostWeights } from './host-weights.ts';
import type { ModelState } from './model-state.ts';
import type { ProgramCache } from './program-cache.ts';

/** Calls with all weights as a graph is fed with them; until the promise is settled they stay as they are. */
export type UseWeights = <Result>(run: (weights: Feeds) => Promise<Result>) => Promise<Result>;

/** Runs a training graph on the weights, adds its gradients to those before it, and returns its other outputs. */
export type RunAndAdd = (program: Program, feeds: Feeds) => Promise<Record<string, Float32Array>>;

/** Where the weights, their gradients and the optimiser's moments are: in the state's arrays, or on a device. */
export interface WeightStore {
  /** Its arrays may be behind what training did; `read` and `edit` see to it. */
  readonly state: ModelState;
  /** How training graphs are compiled. */
  readonly training: Pick<CompileOptions, 'holds'>;
  /** The weights of the current or the reference policy. */
  use(which: 'current' | 'reference'): UseWeights;
  /**
   * Runs micro-batches, then takes one AdamW step on the sum of their gradients, which are of the loss times the
   * state's loss scale. Where that does not accept the step, it is not taken.
   *
   * @returns the gradient norm before clipping; not finite when the step was not taken.
   * @throws Error when the gradients are not finite; weights and moments are left as they were.
   */
  train(options: OptimiserOptions, run: (runAndAdd: RunAndAdd) => Promise<void>): Promise<number>;
  /** Calls with the state's arrays up to date: the weights that training changes, or the moments as well. */
  read<Result>(part: 'weights' | 'all', work: () => Result | Promise<Result>): Promise<Result>;
  /** Calls to change the state's arrays. */
  edit(work: () => void | Promise<void>): Promise<void>;
  dispose(): void;
}

/** Keeps a model's weights where its programs compute. */
export function openWeightStore(state: ModelState, programs: ProgramCache): WeightStore {
  return programs.executor.memory === 'host'
    ? createHostWeights(state)
    : createDeviceWeights(state, programs);
}
