import type { Executor, Feeds } from '../tensor/index.ts';
import { clippingScale } from './adamw.ts';
import { createDeviceOptimiser } from './device-optimiser.ts';
import type { OptimisedTensors } from './device-optimiser.ts';
import { disposeAll, downloadAll, uploadAll } from './held-set.ts';
import type { HeldSet } from './held-set.ts';
import { acceptStep } from './loss-scale.ts';
import { referenceWeights, trainable } from './model-state.ts';
import type { ModelState } from './model-state.ts';
import { viewParameters } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import type { ProgramCache } from './program-cache.ts';
import { GRADIENT_PREFIX } from './training-graphs.ts';
import type { WeightStore } from './weight-store.ts';

/**
 * Weights that the executor holds: uploaded when they are first needed, changed where they are, and downloaded only
 * when someone reads the state's arrays. What is asked for at once is done in turn.
 */
export function createDeviceWeights(state: ModelState, programs: ProgramCache): WeightStore {
  const { executor } = programs;
  const inTurn = createTurns();
  const copies = createCopies(state, executor);
  const optimiser = createDeviceOptimiser(programs, trainable(state).entries);

  return {
    state,
    training: { holds: (output) => output.startsWith(GRADIENT_PREFIX) },
    use: (which) => (run) => inTurn(async () => run(await copies.feeds(which))),
    train: (options, run) =>
      inTurn(async () => {
        const weights = await copies.feeds('current');
        let gradients: HeldSet | undefined;
        try {
          await run(async (program, feeds) => {
            const { outputs, held } = await program.runAndHold({ ...weights, ...feeds });
            gradients = await optimiser.addGradients(gradients, withoutPrefix(held));
            return outputs;
          });
          const unscale = 1 / (state.lossScale?.scale ?? 1);
          const norm = (await optimiser.norm(gradients!)) * unscale;
          if (!acceptStep(norm, state.lossScale)) return norm;
          const step = state.optimiser.step + 1;
          const scale = clippingScale(norm, options) * unscale;
          await optimiser.step(await copies.change(), gradients!, { step, scale, options });
          state.optimiser.step = step;
          return norm;
        } finally {
          disposeAll(gradients);
        }
      }),
    read: (part, work) =>
      inTurn(async () => {
        await copies.download(part);
        return work();
      }),
    edit: (work) =>
      inTurn(async () => {
        await copies.download('all');
        await work();
        copies.dispose();
      }),
    dispose: () => copies.dispose(),
  };
}

/** Lets pieces of work begin when those before them have ended, well or not. */
function createTurns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

/** The executor's copies of a state's arrays. */
interface Copies {
  /** All weights, uploaded if they are not there. */
  feeds(which: 'current' | 'reference'): Promise<Feeds>;
  /** What a step changes; from now on the state's arrays are behind. */
  change(): Promise<OptimisedTensors>;
  /** Brings the state's arrays up to date. */
  download(part: 'weights' | 'all'): Promise<void>;
  /** Frees the copies; what the state's arrays are behind in is lost. */
  dispose(): void;
}

function createCopies(state: ModelState, executor: Executor): Copies {
  const { entries } = trainable(state);
  const moments = {
    first: viewParameters(entries, state.optimiser.firstMoment),
    second: viewParameters(entries, state.optimiser.secondMoment),
  };
  let frozen: HeldSet | undefined;
  let weights: HeldSet | undefined;
  let firstMoments: HeldSet | undefined;
  let secondMoments: HeldSet | undefined;
  let reference: { readonly of: Parameters; readonly held: HeldSet } | undefined;
  const behind = { weights: false, moments: false };

  const referenceFeeds = async (): Promise<Feeds> => {
    const of = referenceWeights(state);
    if (reference?.of !== of) {
      disposeAll(reference?.held);
      reference = undefined;
      reference = { of, held: await uploadAll(executor, of) };
    }
    return reference.held;
  };

  return {
    async feeds(which) {
      if (state.adapters) frozen ??= await uploadAll(executor, state.parameters);
      if (which === 'reference') return { ...frozen, ...(await referenceFeeds()) };
      weights ??= await uploadAll(executor, trainable(state));
      return { ...frozen, ...weights };
    },
    async change() {
      weights ??= await uploadAll(executor, trainable(state));
      firstMoments ??= await uploadAll(executor, moments.first);
      secondMoments ??= await uploadAll(executor, moments.second);
      behind.weights = behind.moments = true;
      return { weights, firstMoments, secondMoments };
    },
    async download(part) {
      if (behind.weights) await downloadAll(executor, weights!, trainable(state));
      behind.weights = false;
      if (part === 'weights' || !behind.moments) return;
      await downloadAll(executor, firstMoments!, moments.first);
      await downloadAll(executor, secondMoments!, moments.second);
      behind.moments = false;
    },
    dispose() {
      for (const set of [frozen, weights, firstMoments, secondMoments, reference?.held]) disposeAll(set);
      frozen = weights = firstMoments = secondMoments = reference = undefined;
      behind.weights = behind.moments = false;
    },
  };
}

function withoutPrefix(held: HeldSet): HeldSet {
  return Object.fromEntries(
    Object.entries(held).map(([name, tensor]) => [name.slice(GRADIENT_PREFIX.length), tensor]),
  );
}
