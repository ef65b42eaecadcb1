import type { SamplingOptions } from '../domain/index.ts';
import type { Settings } from '../kernel/index.ts';

/** How a part of the config asks to sample. */
type Choice = Pick<SamplingOptions, 'temperature' | 'topP' | 'topK' | 'minP'>;

/**
 * The sampling options of a use of the policy, with the limits that hold for all uses.
 *
 * @example
 * const { settings } = await loadConfig('touchstone.config.ts');
 * samplingOptions(settings, { temperature: 0 }); // greedy, with the config's limits
 */
export function samplingOptions({ model }: Settings, choice: Choice): SamplingOptions {
  const { temperature, topP, topK, minP } = choice;
  return { temperature, topP, topK, minP, stop: model.stop, maxTokens: model.maxResponseTokens };
}
