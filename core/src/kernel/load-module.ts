import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createJiti } from 'jiti';
import { messageOf, TouchstoneError } from './errors.ts';

/**
 * How TypeScript files are loaded. `auto`: Node's own type stripping where Node has it (22.18 and newer),
 * jiti elsewhere and for syntax that cannot be stripped. Measurements: docs/decisions/config-loading.md.
 *
 * @example
 * const loader: TypeScriptLoader = 'ts-node'; // a config that needs its project's own compiler
 * const config = await loadConfig('touchstone.config.ts', { loader });
 */
export type TypeScriptLoader = 'auto' | 'native' | 'jiti' | 'ts-node';

const TYPESCRIPT = new Set(['.ts', '.mts', '.cts']);

/**
 * Imports a `.ts`, `.js` or `.json` file and returns its default export (the value itself for JSON). A path that
 * is not absolute starts at the working folder.
 *
 * @example
 * const seeds = await loadModule('seeds.ts');
 */
export async function loadModule(path: string, loader: TypeScriptLoader = 'auto'): Promise<unknown> {
  try {
    if (extname(path) === '.json') return JSON.parse(await readFile(path, 'utf8'));
    return defaultExport(await importFile(resolve(path), loader));
  } catch (cause) {
    if (cause instanceof TouchstoneError) throw cause;
    const missing = (cause as { code?: string }).code === 'ENOENT';
    throw new TouchstoneError({
      code: missing ? 'FILE_MISSING' : 'FILE_UNREADABLE',
      message: missing ? 'the file does not exist' : `the file could not be loaded: ${messageOf(cause)}`,
      place: path,
      fix: missing ? 'check the path' : 'mend the file; the message above says where it stopped',
      cause,
    });
  }
}

async function importFile(path: string, loader: TypeScriptLoader): Promise<unknown> {
  // An empty module is one without exports, which a config could be taken for that asks for nothing.
  if ((await readFile(path, 'utf8')).trim() === '') {
    throw new TouchstoneError({
      code: 'FILE_UNREADABLE',
      message: 'the file is empty',
      place: path,
      fix: 'export default what it is read for, such as defineConfig({ ... })',
    });
  }
  if (!TYPESCRIPT.has(extname(path))) return import(pathToFileURL(path).href);
  switch (loader) {
    case 'native':
      return import(pathToFileURL(path).href);
    case 'jiti':
      return importWithJiti(path);
    case 'ts-node':
      return importWithTsNode(path);
    case 'auto':
      return (process.features as { typescript?: unknown }).typescript
        ? importNativeThenJiti(path)
        : importWithJiti(path);
  }
}

const NOT_STRIPPABLE = new Set([
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
]);

async function importNativeThenJiti(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    const { code, name } = error as { code?: string; name?: string };
    // Decorators are a plain SyntaxError under type stripping; jiti reads them.
    if (NOT_STRIPPABLE.has(code ?? '') || name === 'SyntaxError') return importWithJiti(path);
    throw error;
  }
}

function importWithJiti(path: string): Promise<unknown> {
  const fsCache = cacheFolder(path);
  return createJiti(pathToFileURL(path).href, { interopDefault: false, fsCache }).import(path);
}

/**
 * Where compiled files are kept: in the nearest node_modules, or nowhere. jiti's own choice, a folder with a known
 * name in the machine's temporary folder, outlives the command, and other users could put code there.
 */
function cacheFolder(path: string): string | false {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'node_modules'))) return join(folder, 'node_modules/.cache/jiti');
    if (folder === dirname(folder)) return false;
  }
}

async function importWithTsNode(path: string): Promise<unknown> {
  try {
    register('ts-node/esm', pathToFileURL(path));
  } catch (cause) {
    throw new TouchstoneError({
      code: 'TS_NODE_MISSING',
      message: 'ts-node could not be loaded',
      place: path,
      fix: 'npm install --save-dev ts-node typescript@5, or use the default loader',
      cause,
    });
  }
  return import(pathToFileURL(path).href);
}

function defaultExport(module: unknown): unknown {
  const namespace = module as { default?: unknown };
  return namespace.default ?? module;
}
