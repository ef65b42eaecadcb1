import { z } from 'zod';
import { configSchema } from './config-schema.ts';
import type { ConfiguredPlugin, PluginDefinition } from './define-plugin.ts';

/**
 * A plugin, whatever its options: what they must be is checked when the config is resolved.
 *
 * @example
 * const listed = (plugins: readonly AnyPlugin[]): ConfigInput => ({ plugins, grpo: { steps: 20 } });
 * listed([
 *   defineSeedFilter({ name: 'with-gold', keep: ({ gold }) => gold !== undefined || 'it has no gold' }),
 *   defineLogger({ name: 'steps', onStep: ({ step }) => console.log(step) }),
 * ]);
 */
export type AnyPlugin =
  | { (options?: never): ConfiguredPlugin; readonly definition: PluginDefinition }
  | PluginDefinition
  | ConfiguredPlugin;

/**
 * A plugin in a config: its name, a path, `[name, options]`, the plugin itself; falsy entries are ignored.
 *
 * @example
 * const plugins: readonly PluginEntry[] = [
 *   'math', // the first package of `packageNames('math', 'plugin')` that is installed
 *   ['dedupe', {}],
 *   './rewards/tone.ts',
 *   process.env['CI'] ? undefined : 'safety',
 * ];
 */
export type PluginEntry =
  | string
  | readonly [string | AnyPlugin, Record<string, unknown>]
  | AnyPlugin
  | false
  | null
  | undefined
  | readonly PluginEntry[];

/**
 * A named partial config that others build on.
 *
 * @example
 * const brief: Preset = definePreset({ name: 'brief', config: { model: { maxResponseTokens: 512 } } });
 * export default defineConfig({ presets: ['phi4-reasoning', brief] }); // the later one wins
 */
export interface Preset {
  readonly touchstone: 'preset';
  readonly name: string;
  readonly version?: string;
  readonly config: ConfigInput;
}

/**
 * What a config file holds. `configJsonSchema` and `touchstone config --schema` list every setting with its default.
 *
 * @example
 * const variants: readonly ConfigInput[] = [0, 1, 2].map((seed) => ({
 *   extends: './touchstone.config.ts',
 *   name: `seed-${seed}`,
 *   seed,
 * }));
 */
export type ConfigInput = z.input<typeof configSchema> & {
  /** Presets by name, path or value, weakest first. */
  presets?: readonly (string | Preset)[];
  /** Config files this one builds on, relative to it. */
  extends?: string | readonly string[];
  plugins?: readonly PluginEntry[];
};

/**
 * Types a config file: `export default defineConfig({ ... })`.
 *
 * @example
 * export default defineConfig({
 *   presets: ['phi4-reasoning'],
 *   plugins: ['arithmetic', ['dedupe', {}]],
 *   data: { source: 'arithmetic', train: 512 },
 *   grpo: { steps: 50 },
 * });
 */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}

/**
 * Defines a preset: `export default definePreset({ name: 'mine', config: { plugins: [...] } })`.
 *
 * @example
 * export default definePreset({ name: 'brief', config: { model: { maxResponseTokens: 512 } } });
 */
export function definePreset(input: { name: string; version?: string; config: ConfigInput }): Preset {
  return { touchstone: 'preset', ...input };
}

/**
 * The JSON Schema of a JSON config file, for editors.
 *
 * @example
 * JSON.stringify(configJsonSchema()); // for an editor: "$schema" of a config in JSON
 */
export function configJsonSchema(): object {
  const schema = z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' }) as {
    properties: Record<string, unknown>;
  };
  const name = { type: 'string' };
  schema.properties = {
    $schema: name,
    extends: { anyOf: [name, { type: 'array', items: name }], description: 'Config files to build on.' },
    presets: { type: 'array', items: name, description: 'Presets, weakest first.' },
    plugins: {
      type: 'array',
      description: 'Plugins by name or path, or [name, options].',
      items: { anyOf: [name, { type: 'array', prefixItems: [name, { type: 'object' }] }] },
    },
    ...schema.properties,
  };
  return schema;
}
