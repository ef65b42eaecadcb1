import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PYODIDE_HARNESS } from '../../harness/python.ts';
import { findCommand } from '../../native/commands.ts';
import { resolvePeer } from '../../peer.ts';
import { makeTemporaryFolder } from '../../temporary-folder.ts';
import { keepInCache, pathInCache } from './cache.ts';

/** Where the compiled threads are: beside this file, or in `dist` when this file runs from its source. */
const compiled = (name: string): string =>
  fileURLToPath(
    new URL(
      import.meta.url.endsWith('.ts') ? `../../../dist/embedded/pyodide/${name}.js` : `./${name}.js`,
      import.meta.url,
    ),
  );
const RUNNER = compiled('runner');
const INTERPRETER = compiled('interpreter');
const PAGES_PER_MEGABYTE = 16;
/** Keeps an interpreter that waits small; `gc` is JavaScript's, which programs do not reach. */
const SMALL = ['--optimize-for-size', '--single-threaded-gc', '--expose-gc'];
/** 4 GiB, the most of a 32-bit memory. */
const MOST_PAGES = 65_536;
const MOST_SNAPSHOT_BYTES = 512 * 2 ** 20;
const SNAPSHOT_MILLISECONDS = 120_000;

/** The parts that a run needs. */
export interface Home {
  /** Deno's own, which it may write to and programs may not. */
  readonly folder: string;
  readonly deno: string;
  readonly pyodide: string;
  /** Path of the memory of an interpreter that has started, or an empty text when this version could not make one. */
  readonly snapshot: string;
  /** Modules of the packages that Pyodide's makers offer, and that npm does not bring. */
  readonly packages: ReadonlySet<string>;
}

/** What is not installed of the two packages. */
export function missingParts(): string[] {
  return [
    ...(resolvePeer('pyodide/package.json') === undefined ? ['pyodide'] : []),
    ...(denoPath() === undefined ? ['deno'] : []),
  ];
}

/** Finds the parts and the snapshot, which the first process of a user makes and later ones load. */
export async function makeHome({ anew = false } = {}): Promise<Home> {
  const pyodide = dirname(resolvePeer('pyodide/package.json')!);
  const home = {
    folder: realpathSync(makeTemporaryFolder('pyodide')),
    deno: denoPath()!,
    pyodide,
    snapshot: '',
    packages: packagesOf(pyodide),
  };
  const name = `pyodide-${versionOf(home)}`;
  const known = pathInCache(name);
  if (known !== undefined && !anew) return { ...home, snapshot: known };
  try {
    const { stdout } = await promisify(execFile)(home.deno, denoArguments(home, 'snapshot'), {
      env: environmentOf(home),
      encoding: 'buffer',
      maxBuffer: MOST_SNAPSHOT_BYTES,
      timeout: SNAPSHOT_MILLISECONDS,
    });
    return { ...home, snapshot: keepInCache(name, stdout) ?? keptHere(home, stdout) };
  } catch {
    return home;
  }
}

function packagesOf(pyodide: string): ReadonlySet<string> {
  const { packages } = JSON.parse(readFileSync(join(pyodide, 'pyodide-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, { readonly imports: readonly string[] }>>;
  };
  return new Set(
    Object.values(packages).flatMap(({ imports }) => imports.map((name) => name.split('.')[0]!)),
  );
}

function keptHere({ folder }: Home, bytes: Buffer): string {
  const path = join(folder, 'snapshot');
  writeFileSync(path, bytes);
  return path;
}

/** Of everything that a snapshot depends on: a change of any of it makes another snapshot. */
function versionOf({ pyodide, deno }: Home): string {
  const hash = createHash('sha256').update(PYODIDE_HARNESS);
  for (const path of [join(pyodide, 'package.json'), INTERPRETER]) hash.update(readFileSync(path));
  for (const path of [join(pyodide, 'pyodide.asm.wasm'), join(pyodide, 'python_stdlib.zip'), deno]) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}

/** Removes what this process keeps of it. */
export function removeHome({ folder }: Home): void {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Deno's rights are those given here: no network, environment, programs, writing or foreign code. The memory of the
 * interpreter is never larger than so many megabytes.
 */
export function denoArguments(
  { pyodide, snapshot }: Home,
  mode: 'snapshot' | 'run',
  mostMegabytes?: number,
): string[] {
  const readable = [pyodide, RUNNER, INTERPRETER, ...(snapshot ? [snapshot] : [])];
  const flags = ['--disallow-code-generation-from-strings', ...SMALL];
  if (mostMegabytes !== undefined) {
    flags.push(`--wasm-max-mem-pages=${Math.min(mostMegabytes * PAGES_PER_MEGABYTE, MOST_PAGES)}`);
  }
  return [
    'run',
    '--quiet',
    '--no-prompt',
    '--no-config',
    '--no-lock',
    '--no-remote',
    '--no-npm',
    '--cached-only',
    '--deny-import',
    `--v8-flags=${flags.join(',')}`,
    `--allow-read=${readable.join(',')}`,
    RUNNER,
    mode,
    pyodide,
    PYODIDE_HARNESS,
    snapshot,
  ];
}

export function environmentOf({ folder }: Home): Record<string, string> {
  return {
    DENO_DIR: join(folder, 'deno'),
    HOME: folder,
    DENO_NO_UPDATE_CHECK: '1',
    NO_COLOR: '1',
    MALLOC_ARENA_MAX: '1',
  };
}

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64-glibc',
  'linux-arm64': 'linux-arm64-glibc',
};

function denoPath(): string | undefined {
  const platform = `${process.platform}-${process.arch}`;
  const manifest = resolvePeer(`@deno/${PLATFORMS[platform] ?? platform}/package.json`);
  if (manifest === undefined) return findCommand('deno')?.path;
  const path = join(dirname(manifest), process.platform === 'win32' ? 'deno.exe' : 'deno');
  return existsSync(path) ? path : undefined;
}
