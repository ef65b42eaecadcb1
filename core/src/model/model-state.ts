import type { Feeds } from '../tensor/index.ts';
import type { AdamWState } from './adamw.ts';
import type { ModelConfig } from './config.ts';
import type { LossScale } from './loss-scale.ts';
import type { Parameters } from './parameters.ts';

/** Everything that training changes. */
export interface ModelState {
  readonly config: ModelConfig;
  readonly parameters: Parameters;
  /** With `config.lora`: what is trained in place of the parameters. */
  readonly adapters?: Parameters;
  readonly optimiser: AdamWState;
  /** Frozen weights of the reference policy, once `freezeReference` was called: all of them, or the adapters. */
  reference?: Parameters;
  /** In mixed precision. */
  readonly lossScale?: LossScale;
}

/** The weights that training changes: all of them, or the adapters. */
export function trainable({ parameters, adapters }: ModelState): Parameters {
  return adapters ?? parameters;
}

/**
 * All weights as a graph is fed with them, under the current or the reference policy.
 *
 * @throws Error when there are no reference weights.
 */
export function weightFeeds(state: ModelState, which: 'current' | 'reference' = 'current'): Feeds {
  const { parameters } = state;
  if (which === 'current') return { ...parameters.views, ...state.adapters?.views };
  return { ...parameters.views, ...referenceWeights(state).views };
}

/**
 * The weights of the reference policy: all of them, or the adapters.
 *
 * @throws Error when there are none.
 */
export function referenceWeights({ reference }: ModelState): Parameters {
  if (reference) return reference;
  throw new Error('there are no reference weights: call freezeReference() first');
}
