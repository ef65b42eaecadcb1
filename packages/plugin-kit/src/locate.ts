import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { TouchstoneError } from '@touchstone-rl/core';

/** Where a plugin and what belongs to it are. */
export interface Located {
  /** The plugin's module. */
  readonly file: string;
  /** The module of its fixtures, when there is one. */
  readonly fixtures?: string;
  /** Its package, when it is the main module of one. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly folder: string;
}

const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs'];

/**
 * Finds the plugin that a path means: a module, or the folder of a package, whose source is taken before what was
 * built from it.
 *
 * @throws TouchstoneError when there is none.
 */
export function locate(path: string): Located {
  const full = resolve(path);
  if (!existsSync(full)) throw notFound(full, 'does not exist', 'check the path');
  if (!statSync(full).isDirectory()) return locateFile(full);
  const manifest = readManifest(full);
  const source = firstExisting(join(full, 'src'), 'index') ?? firstExisting(full, 'index');
  const file = source ?? exported(full, manifest, '.');
  if (!file)
    throw notFound(full, 'holds no plugin', 'give the folder of a plugin package, or the path of its module');
  return {
    file,
    folder: full,
    fixtures: firstExisting(dirname(file), 'fixtures') ?? exported(full, manifest, './fixtures'),
    ...(manifest && { manifest }),
  };
}

function locateFile(file: string): Located {
  const folder = dirname(file);
  const base = basename(file, extname(file));
  const fixtures = firstExisting(folder, base === 'index' ? 'fixtures' : `${base}.fixtures`);
  const root = packageFolder(folder);
  const manifest = base === 'index' && root ? readManifest(root) : undefined;
  const isPlugin = manifest !== undefined && 'touchstone' in manifest;
  return { file, folder, ...(fixtures && { fixtures }), ...(isPlugin && { manifest }) };
}

/** The package that `src/index.ts` or `dist/index.js` belongs to. */
function packageFolder(folder: string): string | undefined {
  return [folder, dirname(folder)].find((one) => existsSync(join(one, 'package.json')));
}

function firstExisting(folder: string, name: string): string | undefined {
  return EXTENSIONS.map((extension) => join(folder, name + extension)).find((path) => existsSync(path));
}

function readManifest(folder: string): Readonly<Record<string, unknown>> | undefined {
  const path = join(folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : undefined;
}

/** The file that a package exports under a name. */
function exported(folder: string, manifest: Located['manifest'], name: string): string | undefined {
  const entries = manifest?.exports as Readonly<Record<string, unknown>> | string | undefined;
  const entry = typeof entries === 'string' ? (name === '.' ? entries : undefined) : entries?.[name];
  const target = typeof entry === 'string' ? entry : (entry as { default?: string } | undefined)?.default;
  const path = target && join(folder, target);
  return path && existsSync(path) ? path : undefined;
}

function notFound(place: string, what: string, fix: string): TouchstoneError {
  return new TouchstoneError({ code: 'PLUGIN_MISSING', message: `the path ${what}`, place, fix });
}
