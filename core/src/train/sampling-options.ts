import type { SamplingOptions } from '../domain/index.ts';
import type { Settings } from '../kernel/index.ts';

/**
 * The sampling options of a use of the policy, with the limits that hold for all uses.
 *
 * @example
 * const { settings } = await loadConfig('touchstone.config.ts');
 * samplingOptions(settings, { temperature: 0 }); // greedy, with the config's limits
 */
export function samplingOptions(
  { model }: Settings,
  { temperature, topP, topK, minP }: Pick<SamplingOptions, 'temperature' | 'topP' | 'topK' | 'minP'>,
): SamplingOptions {
  return { temperature, topP, topK, minP, stop: model.stop, maxTokens: model.maxResponseTokens };
}
