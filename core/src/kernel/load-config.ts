import { basename, dirname, relative, resolve } from 'node:path';
import type { z } from 'zod';
import type { ConfigInput } from './config-input.ts';
import { configSchema, type Settings } from './config-schema.ts';
import { nearestName, preview, TouchstoneError } from './errors.ts';
import { Kernel } from './kernel.ts';
import type { KernelOptions, PluginToLoad } from './kernel-options.ts';
import { isPlainObject, layerFromAssignments, leavesOf, mergeLayers, type Layer } from './layers.ts';
import { loadModule, type TypeScriptLoader } from './load-module.ts';
import { resolvePlugins, resolvePreset, type ResolveScope } from './resolve-plugins.ts';

/**
 * How a config is found and what overrides it.
 *
 * @example
 * const options: LoadConfigOptions = { set: ['grpo.steps=20', 'engine.device=cuda'], loader: 'jiti' };
 */
export interface LoadConfigOptions {
  /** `path=value` assignments that win over every file. */
  readonly set?: readonly string[];
  readonly loader?: TypeScriptLoader;
  /** Folders in which plugin packages are looked up after the config's own. */
  readonly searchFolders?: readonly string[];
}

/**
 * A config with everything resolved: settings, plugins, and where each value came from.
 *
 * @example
 * const config: ResolvedConfig = await resolveConfig({ grpo: { steps: 20 } });
 * config.origins.get('grpo.steps'); // 'config'
 * config.origins.get('grpo.groupSize'); // 'default'
 */
export interface ResolvedConfig {
  /** Absolute path of the config file; undefined for a config given as a value. */
  readonly file?: string;
  readonly folder: string;
  readonly settings: Settings;
  /** Origin of each setting by dotted path: a file, `preset NAME`, `--set` or `default`. */
  readonly origins: ReadonlyMap<string, string>;
  readonly plugins: readonly PluginToLoad[];
}

interface CollectedLayer extends Layer {
  readonly plugins: PluginToLoad[];
}

/**
 * Loads a config file with its presets and bases, applies assignments, validates, and loads its plugins.
 *
 * @example
 * const config = await loadConfig('touchstone.config.ts', { set: ['grpo.steps=20'] });
 * config.origins.get('grpo.steps'); // '--set'
 */
export async function loadConfig(path: string, options: LoadConfigOptions = {}): Promise<ResolvedConfig> {
  const file = resolve(path);
  const exported = await loadModule(file, options.loader);
  return resolveConfig(exported, { ...options, file });
}

/**
 * The same for a config that is already a value.
 *
 * @example
 * const { settings } = await resolveConfig({ presets: ['phi4-reasoning'], grpo: { steps: 20 } });
 */
export async function resolveConfig(
  config: unknown,
  options: LoadConfigOptions & { file?: string; folder?: string } = {},
): Promise<ResolvedConfig> {
  const folder = options.folder ?? (options.file ? dirname(options.file) : process.cwd());
  const name = options.file ? shownPath(options.file) : 'config';
  const layers = await collect(config, name, folder, options, options.file ? [options.file] : []);
  const assignments = layerFromAssignments(options.set ?? []);
  const { value, origins } = mergeLayers([...layers, assignments]);
  const settings = validate(value, origins, name);
  const plugins = mergePlugins(layers, settings.options);
  return { file: options.file, folder, settings, origins: withDefaults(settings, origins), plugins };
}

/**
 * Sets up the kernel of a resolved config.
 *
 * @example
 * const kernel = await createKernel(await loadConfig('touchstone.config.ts'));
 * console.log([...kernel.terms.keys()]);
 */
export function createKernel(
  config: ResolvedConfig,
  overrides: Partial<KernelOptions> = {},
): Promise<Kernel> {
  return Kernel.create({
    plugins: config.plugins,
    weights: config.settings.reward.weights,
    onFailure: config.settings.reward.onFailure,
    deadlineMilliseconds: config.settings.limits.deadlineMilliseconds,
    ...overrides,
  });
}

async function collect(
  config: unknown,
  origin: string,
  folder: string,
  options: LoadConfigOptions,
  trail: readonly string[],
): Promise<CollectedLayer[]> {
  if (!isPlainObject(config)) {
    throw new TouchstoneError({
      code: 'CONFIG_INVALID',
      message: 'a config must be an object',
      place: origin,
      value: config,
      fix: 'export default defineConfig({ ... })',
    });
  }
  const {
    presets = [],
    extends: bases = [],
    plugins = [],
    $schema: _,
    ...value
  } = config as ConfigInput & {
    $schema?: string;
  };
  const scope: ResolveScope = {
    folder,
    place: origin,
    loader: options.loader ?? 'auto',
    searchFolders: options.searchFolders ?? [],
  };
  const layers: CollectedLayer[] = [];
  for (const entry of asList(presets, 'presets', origin)) {
    const { preset, folder: own } = await resolvePreset(entry, scope);
    const searchFolders = [...scope.searchFolders, ...(own === undefined ? [] : [own])];
    const nested = { ...options, searchFolders };
    layers.push(...(await collect(preset.config, `preset ${preset.name}`, folder, nested, trail)));
  }
  for (const base of [bases].flat() as string[]) {
    const file = resolve(folder, base);
    if (trail.includes(file)) {
      throw new TouchstoneError({
        code: 'CONFIG_CYCLE',
        message: 'configs extend each other in a circle',
        place: origin,
        value: [...trail, file].map((path) => basename(path)).join(' -> '),
        fix: 'remove one of the `extends`',
      });
    }
    const exported = await loadModule(file, options.loader);
    const name = shownPath(file);
    layers.push(...(await collect(exported, name, dirname(file), options, [...trail, file])));
  }
  const loaded = await resolvePlugins(asList(plugins, 'plugins', origin), scope);
  return [...layers, { origin, value, plugins: loaded }];
}

/** A path as a person would write it: relative when it is below the working folder. */
function shownPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path;
}

function asList<T>(value: readonly T[], name: string, place: string): readonly T[] {
  if (Array.isArray(value)) return value as readonly T[];
  throw new TouchstoneError({
    code: 'CONFIG_INVALID',
    message: `\`${name}\` must be a list`,
    place,
    value,
    fix: `write ${name}: [...]`,
  });
}

/** A plugin named in several layers keeps its first position; later options are merged over earlier ones. */
function mergePlugins(layers: readonly CollectedLayer[], options: Settings['options']): PluginToLoad[] {
  const merged = new Map<string, PluginToLoad>();
  const duplicates: PluginToLoad[] = [];
  for (const { plugins } of layers) {
    const inLayer = new Set<string>();
    for (const entry of plugins) {
      const { name } = entry.plugin.definition;
      if (inLayer.has(name)) duplicates.push(entry);
      inLayer.add(name);
      const earlier = merged.get(name);
      merged.set(name, earlier ? withOptions(earlier, entry.plugin.options) : entry);
    }
  }
  for (const [name, given] of Object.entries(options)) {
    const entry = merged.get(name);
    if (!entry) throw unusedOptions(name, given, [...merged.keys()]);
    merged.set(name, withOptions(entry, given));
  }
  return [...merged.values(), ...duplicates];
}

function withOptions(entry: PluginToLoad, options: unknown): PluginToLoad {
  if (!options) return entry;
  const merged = { ...(entry.plugin.options as object | undefined), ...options };
  return { ...entry, plugin: { ...entry.plugin, options: merged } };
}

function unusedOptions(name: string, value: unknown, known: string[]): TouchstoneError {
  const nearest = nearestName(name, known);
  return new TouchstoneError({
    code: 'CONFIG_INVALID',
    message: `\`options.${name}\` is for a plugin that is not loaded (loaded: ${known.join(', ') || 'none'})`,
    place: `options.${name}`,
    value,
    fix: nearest ? `did you mean options.${nearest}?` : `add "${name}" to \`plugins\``,
  });
}

function validate(
  value: Record<string, unknown>,
  origins: ReadonlyMap<string, string>,
  file: string,
): Settings {
  const result = configSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue!.path.join('.');
  const unknown = issue!.code === 'unrecognized_keys' ? issue!.keys[0]! : undefined;
  const field = [path, unknown].filter(Boolean).join('.');
  const found = valueAt(value, field.split('.'));
  throw new TouchstoneError({
    code: 'CONFIG_INVALID',
    message:
      unknown === undefined ? `\`${field}\` is wrong: ${issue!.message}` : `\`${field}\` is not a setting`,
    place: originOf(origins, field) ?? file,
    value: preview(found),
    fix: unknown === undefined ? 'correct the value' : suggestKey(unknown, issue!.path as string[]),
  });
}

function suggestKey(key: string, path: readonly string[]): string {
  let schema: unknown = configSchema;
  for (const part of path) schema = unwrap((unwrap(schema) as z.ZodObject).shape[part]);
  const known = Object.keys((unwrap(schema) as z.ZodObject).shape ?? {});
  const nearest = nearestName(key, known);
  return nearest ? `did you mean "${nearest}"?` : `known here: ${known.join(', ')}`;
}

function unwrap(schema: unknown): unknown {
  let current = schema as { unwrap?: () => unknown; shape?: unknown };
  while (current?.unwrap && !current.shape) current = current.unwrap() as typeof current;
  return current;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((node, key) => (node as Record<string, unknown> | undefined)?.[key], value);
}

function originOf(origins: ReadonlyMap<string, string>, path: string): string | undefined {
  const exact = origins.get(path);
  if (exact) return exact;
  for (const [known, origin] of origins) if (known.startsWith(`${path}.`)) return origin;
  return undefined;
}

function withDefaults(settings: Settings, origins: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(leavesOf(settings).map(([path]) => [path, origins.get(path) ?? 'default']));
}
