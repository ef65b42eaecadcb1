import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PluginEntry, Preset } from './config-input.ts';
import {
  API_VERSION,
  type ConfiguredPlugin,
  type PluginDefinition,
  type PluginFactory,
} from './define-plugin.ts';
import { preview, TouchstoneError } from './errors.ts';
import { loadModule, type TypeScriptLoader } from './load-module.ts';
import type { PluginToLoad } from './kernel-options.ts';

export interface ResolveScope {
  /** Folder of the config that names the plugin; paths and packages are looked up from there first. */
  readonly folder: string;
  /** Config file shown in errors. */
  readonly place: string;
  readonly loader: TypeScriptLoader;
  /** Further folders in which packages are looked up, e.g. the CLI's own. */
  readonly searchFolders: readonly string[];
}

/** Loads the plugins of a config's `plugins` list: names, paths, values, nested lists; falsy ones are left out. */
export async function resolvePlugins(
  entries: readonly PluginEntry[],
  scope: ResolveScope,
  path = 'plugins',
): Promise<PluginToLoad[]> {
  const loaded: PluginToLoad[] = [];
  for (const [i, entry] of entries.entries()) {
    const place = `${path}[${i}]`;
    if (!entry) continue;
    if (isNamedTuple(entry)) loaded.push(await resolveOne(entry[0], entry[1], scope, place));
    else if (Array.isArray(entry)) loaded.push(...(await resolvePlugins(entry, scope, place)));
    else loaded.push(await resolveOne(entry as string, undefined, scope, place));
  }
  return loaded;
}

/** A preset, and the folder of its package, from where its own dependencies can be found. */
export interface ResolvedPreset {
  readonly preset: Preset;
  readonly folder?: string;
}

/** Loads the preset that a name, path or value stands for. */
export async function resolvePreset(entry: string | Preset, scope: ResolveScope): Promise<ResolvedPreset> {
  if (typeof entry !== 'string') return { preset: entry };
  const found = locate(entry, 'preset', scope);
  const exported = await loadModule(found.file, scope.loader);
  if ((exported as Preset | undefined)?.touchstone === 'preset') {
    return { preset: { ...(exported as Preset), version: found.version }, folder: dirname(found.file) };
  }
  throw new TouchstoneError({
    code: 'NOT_A_PRESET',
    message: `"${entry}" does not export a preset`,
    place: found.file,
    value: exported,
    fix: 'its default export must come from definePreset',
  });
}

async function resolveOne(
  entry: string | object,
  options: Record<string, unknown> | undefined,
  scope: ResolveScope,
  place: string,
): Promise<PluginToLoad> {
  if (typeof entry !== 'string') {
    const plugin = asConfigured(entry, options);
    if (plugin) return { plugin, origin: 'inline' };
    throw new TouchstoneError({
      code: 'NOT_A_PLUGIN',
      message: `${place} is not a plugin`,
      place: scope.place,
      value: entry,
      fix: 'use a plugin name, a path, [name, options], or a value made by definePlugin and its short forms',
    });
  }
  const started = performance.now();
  const found = locate(entry, 'plugin', scope, place);
  const exported = await loadModule(found.file, scope.loader);
  const plugin = asConfigured(exported, options);
  if (!plugin) {
    throw new TouchstoneError({
      code: 'NOT_A_PLUGIN',
      message: `"${entry}" does not export a plugin`,
      place: found.file,
      value: exported,
      fix: 'its default export must come from definePlugin or one of its short forms',
    });
  }
  const importMilliseconds = performance.now() - started;
  return { plugin, origin: found.origin, version: found.version, importMilliseconds };
}

/** Reads anything a module or a config may hold as a plugin. */
function asConfigured(value: unknown, options?: Record<string, unknown>): ConfiguredPlugin | undefined {
  const candidate = value as
    ConfiguredPlugin | PluginDefinition | PluginFactory<undefined> | null | undefined;
  if (!candidate || (typeof candidate !== 'object' && typeof candidate !== 'function')) return undefined;
  if ('definition' in candidate && candidate.definition?.touchstone === 'plugin') {
    const given = 'options' in candidate ? (candidate.options as object | undefined) : undefined;
    const merged = options || given ? { ...given, ...options } : undefined;
    return {
      touchstone: 'configured',
      definition: candidate.definition as PluginDefinition,
      options: merged,
    };
  }
  if ('touchstone' in candidate && candidate.touchstone === 'plugin') {
    return { touchstone: 'configured', definition: candidate as PluginDefinition, options };
  }
  return undefined;
}

interface Located {
  readonly file: string;
  readonly origin: string;
  readonly version?: string;
}

/**
 * Package names that a short plugin or preset name may stand for, tried in this order.
 *
 * @example
 * packageNames('math', 'plugin'); // ['@touchstone-rl/plugin-math', 'touchstone-plugin-math', 'math']
 */
export function packageNames(name: string, kind: 'plugin' | 'preset'): string[] {
  const [, scope, short] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  if (scope) return [name, `${scope}/touchstone-${kind}-${short}`];
  return [`@touchstone-rl/${kind}-${name}`, `touchstone-${kind}-${name}`, name];
}

function locate(name: string, kind: 'plugin' | 'preset', scope: ResolveScope, place?: string): Located {
  if (name.startsWith('.') || isAbsolute(name) || name.startsWith('file:')) {
    const file = name.startsWith('file:') ? fileURLToPath(name) : resolve(scope.folder, name);
    return { file, origin: name, version: packageOf(file)?.version };
  }
  const tried = packageNames(name, kind);
  for (const folder of [scope.folder, ...scope.searchFolders]) {
    const { resolve: find } = createRequire(pathToFileURL(join(folder, 'noop.js')));
    for (const candidate of tried) {
      const file = tryResolve(find, candidate);
      if (!file) continue;
      const manifest = packageOf(file);
      checkApi(manifest, candidate);
      return { file, origin: candidate, version: manifest?.version };
    }
  }
  throw new TouchstoneError({
    code: `UNKNOWN_${kind.toUpperCase()}`,
    message: `${place ?? kind}: no package provides the ${kind} "${name}" (tried ${tried.join(', ')})`,
    place: scope.place,
    value: name,
    fix: `install it (npm install ${tried[1]}), correct the name, or give a path that starts with ./`,
  });
}

function tryResolve(find: NodeJS.RequireResolve, name: string): string | undefined {
  try {
    const file = find(name);
    return isAbsolute(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly touchstone?: { readonly api?: number; readonly kind?: string };
}

/** The package.json that a file belongs to. */
function packageOf(file: string): Manifest | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    if (folder === dirname(folder)) return undefined;
  }
}

function checkApi(manifest: Manifest | undefined, name: string): void {
  const api = manifest?.touchstone?.api;
  if (api === undefined || api === API_VERSION) return;
  throw new TouchstoneError({
    code: 'PLUGIN_API_VERSION',
    message: `package ${name} ${manifest?.version ?? ''} was made for plugin API ${preview(api)}; this core speaks API ${API_VERSION}`,
    place: name,
    fix: api > API_VERSION ? 'update @touchstone-rl/core' : 'update the plugin',
  });
}

function isNamedTuple(entry: PluginEntry): entry is readonly [string, Record<string, unknown>] {
  if (!Array.isArray(entry) || entry.length !== 2) return false;
  const [head, tail] = entry as [unknown, unknown];
  const isOptions = typeof tail === 'object' && tail !== null && !Array.isArray(tail);
  return Boolean(head) && !Array.isArray(head) && isOptions && !asConfigured(tail);
}
