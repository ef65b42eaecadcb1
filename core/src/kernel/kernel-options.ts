import type { Services } from './container.ts';
import type { ConfiguredPlugin } from './define-plugin.ts';

/**
 * A plugin with its options, ready to be set up.
 *
 * @example
 * const tone = defineReward({ name: 'tone', range: [0, 1], score: ({ text }) => Number(!text.includes('!')) });
 * const toLoad: PluginToLoad = { plugin: tone(), origin: 'inline' };
 */
export interface PluginToLoad {
  readonly plugin: ConfiguredPlugin;
  /** Where it came from: a package name, a file, or `inline`. */
  readonly origin: string;
  readonly version?: string;
  /** Milliseconds that importing it took. */
  readonly importMilliseconds?: number;
}

/**
 * A plugin that has been set up.
 *
 * @example
 * const lineOf = ({ name, version, origin, taps }: LoadedPlugin): string =>
 *   `${name} ${version} from ${origin} taps ${taps.join(', ')}`;
 */
export interface LoadedPlugin {
  readonly name: string;
  readonly kind: string;
  readonly version: string;
  readonly origin: string;
  readonly options: unknown;
  /** Names of the hooks it taps, and `verifier`, `seed-source`, `benchmark` when it provides one. */
  readonly taps: readonly string[];
  readonly setupMilliseconds: number;
}

/**
 * What a kernel is made of.
 *
 * @example
 * const strict: Partial<KernelOptions> = { onFailure: 'abort', deadlineMilliseconds: 1_000 };
 * const kernel = await createKernel(await loadConfig('touchstone.config.ts'), strict);
 */
export interface KernelOptions {
  readonly plugins: readonly PluginToLoad[];
  /** Weight by reward term; a term without a weight counts 1. */
  readonly weights?: Readonly<Record<string, number>>;
  /** `exclude` (default): a failed term takes its rollout out of training. `abort`: it ends the run. */
  readonly onFailure?: 'exclude' | 'abort';
  /** Deadline of one call into a plugin, in milliseconds. Default 10,000. */
  readonly deadlineMilliseconds?: number;
  /** Called before plugins are set up: register or replace services. */
  readonly configureServices?: (services: Services) => void;
}
