import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inconclusive, type Availability, type Job, type Layer, type LayerResult } from '../layer.ts';
import { commandsOf, environmentFor } from './bubblewrap.ts';
import type { Confinement } from './confine.ts';
import { JobUsers } from './job-users.ts';
import { NATIVE_LANGUAGES } from './languages.ts';
import { judgeRun } from './outcome.ts';
import { isCallable, layOut, type Commands } from './program.ts';
import { COMPILE_CPU_SECONDS, FD, runScript } from './script.ts';
import { seccompFilter } from './seccomp.ts';
import { supervise } from './supervise.ts';

/** Where the compiled program is: beside this file, or in `dist` when this file runs from its source. */
const CONFINE = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/native/confine-main.js' : './confine-main.js',
    import.meta.url,
  ),
);
/** From this version on, programs of one user cannot signal those outside. */
const SIGNALS_SCOPED = 6;
const OVERHEAD = { processes: 12, megabytes: 96 };
const READABLE = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/etc/alternatives',
  '/etc/ld.so.cache',
  '/dev/urandom',
  '/dev/random',
  '/dev/zero',
  '/nix/store',
];

/**
 * Native programs without bubblewrap: a process that has given up, by landlock and seccomp, all files but the
 * system's programs and a folder of its own, all sockets, and signals to others. It sees that other processes exist
 * no more than it can read /proc, which is not at all; it shares the machine's process ids and clock.
 */
export function landlockLayer(): Layer {
  const users = new JobUsers();
  const filter = seccompFilter('none');
  let version: Promise<number> | undefined;
  return {
    name: 'landlock',
    isolation: 'proven',
    languages: Object.keys(NATIVE_LANGUAGES),
    contains: 'files, network, signals, memory, CPU and output; landlock and seccomp, no namespaces',
    async available(name): Promise<Availability> {
      const language = NATIVE_LANGUAGES[name]!;
      if (process.platform !== 'linux' || !filter) {
        return { ok: false, reason: 'landlock is a part of Linux', fix: 'use an embedded layer' };
      }
      if (!isInstalled('koffi'))
        return { ok: false, reason: 'koffi is not installed', fix: 'npm install koffi' };
      const found = await (version ??= landlockOfKernel());
      if (found === 0) {
        return {
          ok: false,
          reason: 'this kernel has no landlock',
          fix: 'Linux 5.13 or newer with landlock on',
        };
      }
      if (found < SIGNALS_SCOPED && !users.isRoot) {
        const reason = 'this kernel lets a program signal others of the same user';
        return { ok: false, reason, fix: 'Linux 6.12 or newer, or apt-get install bubblewrap' };
      }
      const commands = commandsOf(language);
      if (typeof commands === 'string') {
        return {
          ok: false,
          reason: `${commands} is not installed`,
          fix: `apt-get install ${language.debian}`,
        };
      }
      const paths = [...commands.values()].map(({ path }) => path).join(', ');
      return { ok: true, detail: `landlock ${found}; ${paths}` };
    },
    run: (job) => runConfined(job, users, filter!),
    async dispose() {
      // Every run ends its own processes and removes its own folder.
    },
  };
}

async function runConfined(job: Job, users: JobUsers, filter: Buffer): Promise<LayerResult> {
  const language = NATIVE_LANGUAGES[job.language]!;
  if (job.calls && !isCallable(job.language)) {
    return inconclusive('unsupported', `functions of ${job.language} cannot be called; give stdin instead`);
  }
  const commands = commandsOf(language) as Commands;
  const user = users.take();
  const root = mkdtempSync(join(tmpdir(), 'touchstone-job-'));
  try {
    const work = join(root, 'work');
    const stdin = join(root, 'stdin');
    const program = layOut(job, language, commands, { work, stdin, root });
    writeFiles(root, work, program.files, user.spawn.uid);
    const script = runScript({
      job,
      language,
      compile: program.compile,
      run: program.run,
      stdin,
      stays: true,
      limitProcesses: users.isRoot,
    });
    const environment = Object.entries(environmentFor(language, root)).map(
      ([name, value]) => `${name}=${value}`,
    );
    const confinement: Confinement = {
      readable: [...READABLE, ...[...commands.values()].flatMap(({ folder }) => folder ?? [])],
      writable: [root, '/dev/null'],
      filter: filter.toString('base64'),
      user: user.spawn.uid,
      descriptors: Object.values(FD),
      command: ['/bin/sh', '-c', `cd '${work}'\n${script}`],
      environment,
    };
    const run = await supervise({
      command: process.execPath,
      arguments: [CONFINE, JSON.stringify(confinement)],
      spawn: { env: { OPENSSL_CONF: '/dev/null' }, cwd: root },
      inputs: new Map([[FD.calls, program.calls?.payload ?? Buffer.alloc(0)]]),
      limits: job.limits,
      overhead: {
        processes: OVERHEAD.processes + (language.overheadProcesses ?? 0),
        megabytes: OVERHEAD.megabytes + (language.overheadMegabytes ?? 0),
      },
      folder: root,
      stays: true,
      compileCpuSeconds: program.compile
        ? Math.max(job.limits.cpuSeconds, COMPILE_CPU_SECONDS)
        : START_CPU_SECONDS,
    });
    return judgeRun(run, { job, language, program });
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    user.release();
  }
}

/** CPU that confining may take before the program starts; far more than it does. */
const START_CPU_SECONDS = 5;

function writeFiles(root: string, work: string, files: ReadonlyMap<string, Buffer>, user?: number): void {
  mkdirSync(work);
  for (const [path, bytes] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  chmodSync(root, 0o700);
  if (user === undefined) return;
  for (const path of [root, work, ...files.keys(), ...foldersOf(work, files)]) chownSync(path, user, user);
}

/** Folders below the working folder that hold files. */
function foldersOf(work: string, files: ReadonlyMap<string, Buffer>): string[] {
  const folders = new Set<string>();
  for (const path of files.keys()) {
    for (let folder = dirname(path); folder.startsWith(`${work}/`); folder = dirname(folder))
      folders.add(folder);
  }
  return [...folders];
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

async function landlockOfKernel(): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [CONFINE, 'version'], { timeout: 30_000 });
    return Number(stdout);
  } catch {
    return 0;
  }
}
