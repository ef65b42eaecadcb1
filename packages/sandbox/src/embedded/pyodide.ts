import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SandboxLimits } from '@touchstone-rl/core';
import { readMessages } from '../harness/messages.ts';
import { PYODIDE_HARNESS } from '../harness/python.ts';
import { inconclusive, type Job, type Layer, type LayerResult } from '../layer.ts';
import { findCommand } from '../native/commands.ts';
import { stopReason } from '../native/outcome.ts';
import { supervise, type Supervised } from '../native/supervise.ts';
import { resolvePeer } from '../peer.ts';
import type { PyodideJob } from './pyodide-runner.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

/** Where the compiled runner is: beside this file, or in `dist` when this file runs from its source. */
const RUNNER = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/embedded/pyodide-runner.js' : './pyodide-runner.js',
    import.meta.url,
  ),
);
/** Deno and CPython's own memory and threads, and the CPU they may take before the program starts. */
const OVERHEAD = { processes: 64, megabytes: 450 };
/** Memory of the interpreter within WebAssembly, which is never given more than this and the program's. */
const INTERPRETER_MEGABYTES = 128;
const PAGES_PER_MEGABYTE = 16;
/** 4 GiB, the most of a 32-bit memory. */
const MOST_PAGES = 65_536;
const START_CPU_SECONDS = 60;
const START_WALL_SECONDS = 60;
/** A byte of output as JSON takes six bytes at most. */
const FRAME_FACTOR = 8;

/**
 * CPython in Pyodide, compiled to WebAssembly, in a Deno process of its own for each run, which may read Pyodide's
 * folder and nothing else. Started from a snapshot of its memory, made once.
 */
export function pyodideLayer(): Layer {
  let home: Promise<Home> | undefined;
  return {
    name: 'pyodide',
    isolation: 'proven',
    languages: ['python'],
    contains:
      'files, network, processes and secrets, by the rights of its Deno process; memory, CPU and output by watching',
    async available() {
      const missing = [
        ...(resolvePeer('pyodide/package.json') === undefined ? ['pyodide'] : []),
        ...(denoPath() === undefined ? ['deno'] : []),
      ];
      if (missing.length > 0) {
        return {
          ok: false,
          reason: `${missing.join(' and ')} not installed`,
          fix: `npm install ${missing.join(' ')}`,
        };
      }
      const { snapshot } = await (home ??= makeHome());
      return { ok: true, detail: snapshot ? 'from a snapshot' : 'without a snapshot' };
    },
    async run(job) {
      return runInPyodide(job, await (home ??= makeHome()));
    },
    async dispose() {
      if (home) rmSync((await home).folder, { recursive: true, force: true });
    },
  };
}

interface Home {
  /** Holds the snapshot and, while they run, the jobs. */
  readonly folder: string;
  readonly deno: string;
  readonly pyodide: string;
  /** Its path, or an empty text when this version could not make one. */
  readonly snapshot: string;
}

async function makeHome(): Promise<Home> {
  const folder = realpathSync(makeTemporaryFolder('pyodide'));
  const home = {
    folder,
    deno: denoPath()!,
    pyodide: dirname(resolvePeer('pyodide/package.json')!),
    snapshot: '',
  };
  try {
    const made = await promisify(execFile)(home.deno, denoArguments(home, ['snapshot', home.pyodide]), {
      env: environmentOf(home),
      encoding: 'buffer',
      maxBuffer: 512 * 2 ** 20,
      timeout: 120_000,
    });
    const snapshot = join(folder, 'snapshot');
    writeFileSync(snapshot, made.stdout);
    return { ...home, snapshot };
  } catch {
    return home;
  }
}

async function runInPyodide(job: Job, home: Home): Promise<LayerResult> {
  const nonce = randomBytes(16).toString('hex');
  const jobPath = join(home.folder, nonce);
  const told: PyodideJob = {
    nonce,
    harness: PYODIDE_HARNESS,
    source: job.source,
    stdin: job.stdin,
    files: job.files,
    ...(job.calls && { calls: job.calls }),
    outputBytes: job.limits.outputKilobytes * 1024,
  };
  writeFileSync(jobPath, JSON.stringify(told));
  try {
    const run = await supervise({
      command: home.deno,
      arguments: denoArguments(home, ['run', home.pyodide, home.snapshot, jobPath], {
        jobPath,
        limits: job.limits,
      }),
      environment: environmentOf(home),
      folder: home.folder,
      hasResults: false,
      inputs: new Map(),
      limits: {
        ...job.limits,
        outputKilobytes: job.limits.outputKilobytes * FRAME_FACTOR,
        wallSeconds: job.limits.wallSeconds + START_WALL_SECONDS,
      },
      overhead: OVERHEAD,
      startMark: `${nonce} {"start":true}`,
      compileCpuSeconds: START_CPU_SECONDS,
    });
    return readRun(run, job, nonce);
  } finally {
    rmSync(jobPath, { force: true });
  }
}

/** Deno's rights are those given here: no network, environment, programs, writing or foreign code. */
function denoArguments(
  { pyodide, snapshot }: Home,
  words: readonly string[],
  job?: { readonly jobPath: string; readonly limits: SandboxLimits },
): string[] {
  const readable = [pyodide, RUNNER, ...(snapshot ? [snapshot] : []), ...(job ? [job.jobPath] : [])];
  const flags = ['--disallow-code-generation-from-strings'];
  if (job) {
    const megabytes = Math.ceil(job.limits.memoryMegabytes) + INTERPRETER_MEGABYTES;
    flags.push(`--wasm-max-mem-pages=${Math.min(megabytes * PAGES_PER_MEGABYTE, MOST_PAGES)}`);
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
    ...words,
  ];
}

function environmentOf({ folder }: Home): Record<string, string> {
  return { DENO_DIR: join(folder, 'deno'), HOME: folder, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' };
}

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64-glibc',
  'linux-arm64': 'linux-arm64-glibc',
};

function denoPath(): string | undefined {
  const platform = `${process.platform}-${process.arch}`;
  const manifest = resolvePeer(`@deno/${PLATFORMS[platform] ?? platform}/package.json`);
  if (manifest === undefined) return findCommand('deno')?.path;
  return join(dirname(manifest), process.platform === 'win32' ? 'deno.exe' : 'deno');
}

interface Frame {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly stop?: string;
  readonly status?: LayerResult['status'];
  readonly reason?: string;
  readonly start?: boolean;
}

function readRun(run: Supervised, job: Job, nonce: string): LayerResult {
  const frames = run.stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${nonce} `))
    .flatMap((line) => frameOf(line.slice(nonce.length + 1)));
  const text = (channel: 'stdout' | 'stderr'): string => frames.map((frame) => frame[channel] ?? '').join('');
  const calls = job.calls && readMessages(run.stdout, nonce, job.calls);
  const ended = (status: LayerResult['status'], reason?: string): LayerResult => ({
    status,
    ...(reason && { reason }),
    stdout: text('stdout'),
    stderr: text('stderr'),
    ...(job.calls && { results: calls?.results ?? [] }),
    usage: {
      cpuSeconds: Math.max(0, run.sampledCpuSeconds - (run.cpuAtStart ?? 0)),
      wallSeconds: run.wallSeconds,
      ...(run.peakMegabytes !== undefined && { memoryMegabytes: Math.max(0, run.peakMegabytes) }),
    },
  });
  if (run.failure !== undefined) return inconclusive('infrastructure', run.failure);
  if (!frames.some(({ start }) => start)) {
    const why = run.stderr.toString('utf8').trim().slice(0, 500) || run.stop || 'no message';
    return inconclusive('infrastructure', `Pyodide did not start: ${why}`);
  }
  if (frames.some(({ stop }) => stop === 'output')) return ended('output-limit', stopReason('output', job));
  if (run.stop === 'cpu' || run.stop === 'wall') return ended('time-limit', stopReason(run.stop, job));
  if (run.stop === 'memory') return ended('memory-limit', stopReason('memory', job));
  if (run.stop !== undefined) return ended('output-limit', stopReason(run.stop, job));
  if (calls) return calledResult(calls, ended);
  const last = frames.findLast(({ status }) => status !== undefined);
  if (last) return ended(last.status!, last.reason);
  return ended('runtime-error', 'the interpreter ended before the program did');
}

function calledResult(
  calls: ReturnType<typeof readMessages>,
  ended: (status: LayerResult['status'], reason?: string) => LayerResult,
): LayerResult {
  if (calls.compileError !== undefined) return ended('compile-error', calls.compileError);
  if (calls.outOfMemory) return ended('memory-limit', 'memory ran out');
  if (calls.loadError !== undefined) return ended('runtime-error', calls.loadError);
  const waits = calls.results.find((one) => 'error' in one && one.error.includes('Cannot stack switch'));
  if (waits) return { ...ended('unsupported', 'Pyodide cannot run an event loop here'), results: [] };
  if (calls.done) return ended('ok');
  return ended('runtime-error', `the program ended before call ${calls.results.length + 1} returned`);
}

function frameOf(text: string): Frame[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? [value as Frame] : [];
  } catch {
    return [];
  }
}
