import type { OptimiserOptions } from '../domain/engine.ts';
import type { Executor, Feeds, Graph, HeldTensor, Program, Shape } from '../tensor/index.ts';
import { matrixDecay } from './adamw.ts';
import { adamWFactors, adamWGraph, additionGraph, normGraph } from './adamw-graph.ts';
import { disposeAll } from './held-set.ts';
import type { HeldSet } from './held-set.ts';
import type { ParameterEntry } from './parameters.ts';
import type { ProgramCache } from './program-cache.ts';

/** What an AdamW step changes: held tensors by the names of the weights. */
export interface OptimisedTensors {
  readonly weights: HeldSet;
  readonly firstMoments: HeldSet;
  readonly secondMoments: HeldSet;
}

/** AdamW over tensors that an executor holds. */
export interface DeviceOptimiser {
  /** Adds gradients to their sum so far and disposes of both. */
  addGradients(sum: HeldSet | undefined, gradients: HeldSet): Promise<HeldSet>;
  /** The L2 norm over all gradients together. */
  norm(gradients: HeldSet): Promise<number>;
  /** Replaces the tensors by those after a step, counted from 1, on gradients of a finite norm. */
  step(tensors: OptimisedTensors, gradients: HeldSet, at: StepOptions): Promise<void>;
}

/** A step to take. */
export interface StepOptions {
  readonly step: number;
  /** What the gradients are multiplied by first. */
  readonly scale: number;
  readonly options: OptimiserOptions;
}

const holdsAll = { holds: () => true };

/**
 * Makes the optimiser of weights that an executor holds. Each weight is changed by a run of its own, compiled once for
 * all weights of a shape, so that only one weight at a time exists twice.
 */
export function createDeviceOptimiser(
  programs: ProgramCache,
  entries: readonly ParameterEntry[],
): DeviceOptimiser {
  const { executor } = programs;
  const forShape = (name: string, shape: Shape, build: (shape: Shape) => Graph): Promise<Program> =>
    programs.get(`${name} ${shape.join('x')}`, () => build(shape), holdsAll);

  return {
    async addGradients(sum, gradients) {
      if (!sum) return gradients;
      for (const { name, shape } of entries) {
        const program = await forShape('sum of gradients', shape, additionGraph);
        const { held } = await program.runAndHold({ a: sum[name]!, b: gradients[name]! });
        sum[name]!.dispose();
        sum[name] = held['sum']!;
        gradients[name]!.dispose();
      }
      return sum;
    },
    async norm(gradients) {
      const program = await programs.get('gradient norm', () => normGraph(entries));
      return (await program.run(gradients))['gradient norm']![0]!;
    },
    async step(tensors, gradients, { step, scale, options }) {
      const vectors = await uploadScalars(executor, adamWFactors(options, { step, scale, decay: 1 }));
      const matrices = await uploadScalars(executor, { decay: matrixDecay(options) });
      try {
        for (const { name, shape } of entries) {
          const factors = shape.length > 1 ? { ...vectors, ...matrices } : vectors;
          const program = await forShape('adamw', shape, adamWGraph);
          await stepOne(program, tensors, name, { ...factors, gradient: gradients[name]! });
        }
      } finally {
        disposeAll(vectors);
        disposeAll(matrices);
      }
    },
  };
}

async function stepOne(
  program: Program,
  { weights, firstMoments, secondMoments }: OptimisedTensors,
  name: string,
  feeds: Feeds,
): Promise<void> {
  const { held } = await program.runAndHold({
    ...feeds,
    weight: weights[name]!,
    firstMoment: firstMoments[name]!,
    secondMoment: secondMoments[name]!,
  });
  replace(weights, name, held['next weight']!);
  replace(firstMoments, name, held['next firstMoment']!);
  replace(secondMoments, name, held['next secondMoment']!);
}

function replace(set: HeldSet, name: string, tensor: HeldTensor): void {
  set[name]!.dispose();
  set[name] = tensor;
}

async function uploadScalars(
  executor: Executor,
  numbers: Readonly<Record<string, number>>,
): Promise<HeldSet> {
  const scalars: HeldSet = {};
  for (const [name, number] of Object.entries(numbers)) {
    scalars[name] = await executor.upload(Float32Array.of(number), []);
  }
  return scalars;
}
