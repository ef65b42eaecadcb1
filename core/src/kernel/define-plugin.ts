import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Services } from './container.ts';
import type { Hooks } from './hooks.ts';
import type { Benchmark, SeedSource, TermDeclaration, Verifier } from './providers.ts';

/**
 * Version of the plugin API. A plugin made for another version is refused with both numbers.
 *
 * @example
 * const manifest = { touchstone: { api: API_VERSION, kind: 'reward' } };
 */
export const API_VERSION = 1;

/**
 * A schema of any library that follows Standard Schema, such as zod, valibot or arktype.
 *
 * @example
 * import { z } from 'zod';
 * const schema: OptionsSchema = z.strictObject({ limitTokens: z.int().default(1000) });
 * await schema['~standard'].validate({}); // { value: { limitTokens: 1000 } }
 */
export type OptionsSchema = StandardSchemaV1<unknown, unknown>;
/**
 * Options as a user writes them: what a schema accepts, or nothing without a schema.
 *
 * @example
 * import { z } from 'zod';
 * const schema = z.strictObject({ limitTokens: z.int().default(1000) });
 * const written: OptionsInput<typeof schema> = {}; // what has a default may be left out
 */
export type OptionsInput<S> = S extends StandardSchemaV1<infer Input, unknown> ? Input : undefined;
/**
 * Options as a plugin gets them: what a schema returns, defaults filled in.
 *
 * @example
 * import { z } from 'zod';
 * const schema = z.strictObject({ limitTokens: z.int().default(1000) });
 * const score = ({ lengthTokens }: Rollout, { limitTokens }: OptionsOutput<typeof schema>): number =>
 *   -Math.min(1, lengthTokens / limitTokens);
 */
export type OptionsOutput<S> = S extends StandardSchemaV1<unknown, infer Output> ? Output : undefined;

/**
 * What a plugin's `setup` works with.
 *
 * @example
 * const setup = ({ hooks, options, declareTerm }: PluginContext<{ readonly bonus: number }>): void => {
 *   declareTerm({ name: 'bonus', range: [0, options.bonus] });
 *   hooks.computeReward.tap('bonus', ({ rollouts }) => ({ bonus: rollouts.map(() => options.bonus) }));
 * };
 */
export interface PluginContext<Options> {
  /** Validated options, defaults filled in. */
  readonly options: Options;
  /** tapable hooks; every tap is attributed to this plugin. */
  readonly hooks: Hooks;
  /** Services of this run. */
  readonly services: Services;
  addVerifier(name: string, verifier: Verifier): void;
  addSeedSource(name: string, source: SeedSource): void;
  addBenchmark(name: string, benchmark: Benchmark): void;
  declareTerm(term: TermDeclaration): void;
  /** A message for the person at the terminal, prefixed with the plugin's name. */
  warn(message: string): void;
}

/**
 * What a plugin provides, as `touchstone.kind` in its package.json says it.
 *
 * @example
 * const kind: PluginKind = 'seed-filter';
 * const manifest = { touchstone: { api: API_VERSION, kind } }; // a part of the plugin's package.json
 */
export type PluginKind =
  'plugin' | 'reward' | 'verifier' | 'seed-source' | 'seed-filter' | 'benchmark' | 'logger' | 'domain';

/**
 * A plugin as data: recognised by `touchstone: 'plugin'`, not by class, so copies of core do not matter.
 *
 * @example
 * const label = ({ kind, name, version = 'inline' }: PluginDefinition): string => `${kind} ${name}@${version}`;
 * label(defineSeedFilter({ name: 'any', keep: () => true })().definition); // 'seed-filter any@inline'
 */
export interface PluginDefinition<Schema extends OptionsSchema | undefined = OptionsSchema | undefined> {
  readonly touchstone: 'plugin';
  readonly api: number;
  readonly kind: PluginKind;
  readonly name: string;
  /** Absent for inline plugins; plugins loaded from a package carry the package's version. */
  readonly version?: string;
  readonly optionsSchema: Schema;
  setup(context: PluginContext<OptionsOutput<Schema>>): void | Promise<void>;
}

/**
 * A plugin with the options a config gives it.
 *
 * @example
 * const any = defineSeedFilter({ name: 'any', keep: () => true });
 * const plugins: readonly ConfiguredPlugin[] = [any()]; // calling a plugin gives it its options, here none
 */
export interface ConfiguredPlugin {
  readonly touchstone: 'configured';
  readonly definition: PluginDefinition;
  readonly options: unknown;
}

/**
 * What `definePlugin` returns: put it into a config as it is, or call it with options.
 *
 * @example
 * const takesOptions = (plugin: PluginFactory<OptionsSchema | undefined>): boolean =>
 *   plugin.definition.optionsSchema !== undefined;
 * takesOptions(definePlugin({ name: 'idle', setup: () => undefined })); // false
 */
export interface PluginFactory<Schema extends OptionsSchema | undefined> {
  (options?: OptionsInput<Schema>): ConfiguredPlugin;
  readonly definition: PluginDefinition<Schema>;
}

/**
 * What every short form takes.
 *
 * @example
 * // A short form of one's own: 1 where a text has the word, else 0.
 * const defineWordReward = (word: string, input: PluginInput<undefined>): PluginFactory<undefined> =>
 *   defineReward({ ...input, range: [0, 1], score: ({ text }) => Number(text.includes(word)) });
 * export default defineWordReward('therefore', { name: 'says-therefore', version: '1.0.0' });
 */
export interface PluginInput<Schema extends OptionsSchema | undefined> {
  /** Unique within a run; lower case with hyphens. */
  name: string;
  version?: string;
  /** Any Standard Schema (zod, valibot, arktype, ...). */
  options?: Schema;
}

/**
 * Defines a plugin: data plus one function.
 *
 * @example
 * export default definePlugin({
 *   name: 'announce',
 *   setup({ hooks }) {
 *     hooks.onStep.tap('announce', (report) => console.log(report.step, report.metrics.reward));
 *   },
 * });
 */
export function definePlugin<Schema extends OptionsSchema | undefined = undefined>(
  input: PluginInput<Schema> & { kind?: PluginKind; setup: PluginDefinition<Schema>['setup'] },
): PluginFactory<Schema> {
  return pluginFactory(input.kind ?? 'plugin', input, input.setup);
}

/** Plugin data of one kind, as a function that takes the options. */
export function pluginFactory<Schema extends OptionsSchema | undefined>(
  kind: PluginKind,
  input: PluginInput<Schema>,
  setup: PluginDefinition<Schema>['setup'],
): PluginFactory<Schema> {
  const definition: PluginDefinition<Schema> = {
    touchstone: 'plugin',
    api: API_VERSION,
    kind,
    name: input.name,
    version: input.version,
    optionsSchema: input.options as Schema,
    setup,
  };
  const configure = (options?: OptionsInput<Schema>): ConfiguredPlugin => ({
    touchstone: 'configured',
    definition: definition as unknown as PluginDefinition,
    options,
  });
  return Object.assign(configure, { definition });
}
