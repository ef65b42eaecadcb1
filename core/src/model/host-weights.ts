import { adamWStep } from './adamw.ts';
import { trainable, weightFeeds } from './model-state.ts';
import type { ModelState } from './model-state.ts';
import { viewParameters } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { GRADIENT_PREFIX } from './training-graphs.ts';
import type { WeightStore } from './weight-store.ts';

/** Weights in the state's arrays, which graphs read where they are; the optimiser changes them in place. */
export function createHostWeights(state: ModelState): WeightStore {
  const weights = trainable(state);
  const gradients = viewParameters(weights.entries, new Float32Array(weights.flat.length));
  return {
    state,
    training: {},
    use: (which) => (run) => run(weightFeeds(state, which)),
    async train(options, run) {
      gradients.flat.fill(0);
      await run(async (program, feeds) =>
        takeGradients(await program.run({ ...weightFeeds(state), ...feeds }), gradients),
      );
      return adamWStep(weights, gradients.flat, state.optimiser, options, state.lossScale);
    },
    read: async (_part, work) => work(),
    edit: async (work) => work(),
    dispose: () => undefined,
  };
}

/** Adds the outputs that are gradients to `sum`; returns the others. */
function takeGradients(outputs: Record<string, Float32Array>, sum: Parameters): Record<string, Float32Array> {
  const others: Record<string, Float32Array> = {};
  for (const [name, values] of Object.entries(outputs)) {
    if (!name.startsWith(GRADIENT_PREFIX)) {
      others[name] = values;
      continue;
    }
    const target = sum.views[name.slice(GRADIENT_PREFIX.length)]!;
    for (let i = 0; i < target.length; i++) target[i]! += values[i]!;
  }
  return others;
}
