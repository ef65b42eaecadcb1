import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Availability, Layer } from '../layer.ts';
import type { Confinement } from './confine.ts';
import { SETTINGS } from './environment.ts';
import { runInFolder, type InFolder, type Start } from './in-folder.ts';
import { JobUsers } from './job-users.ts';
import { NATIVE_LANGUAGES } from './languages.ts';
import { commandsOf } from './program.ts';
import { FD } from './script.ts';
import { seccompFilter } from './seccomp.ts';

/** Where the compiled program is: beside this file, or in `dist` when this file runs from its source. */
const CONFINE = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/native/confine-main.js' : './confine-main.js',
    import.meta.url,
  ),
);
/** From this version on, programs of one user cannot signal those outside. */
const SIGNALS_SCOPED = 6;
/** What the process that confines itself takes before it becomes the program. */
const START_MEGABYTES = 64;
/** What a job may signal is the job: by its domain, or, on older kernels where only root may use this, by its user. */
const OVERHEAD = { processes: 13, megabytes: 96, endsAlone: true };
const READABLE = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/dev/urandom',
  '/dev/random',
  '/dev/zero',
  ...SETTINGS,
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
    run: (job) => runInFolder(job, users, OVERHEAD, (inFolder) => confined(inFolder, filter!)),
    async dispose() {
      // Every run ends its own processes and removes its own folder.
    },
  };
}

/** The script in a process that confines itself before it becomes the shell. */
function confined(
  { root, script, environment, commandFolders, user }: InFolder,
  filter: Buffer,
): ReturnType<Start> {
  const confinement: Confinement = {
    readable: [...READABLE, ...commandFolders],
    writable: [root, '/dev/null'],
    filter: filter.toString('base64'),
    user,
    descriptors: [FD.results, FD.status, FD.calls, FD.hold],
    command: ['/bin/sh', '-c', script],
    environment: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
  };
  return {
    command: process.execPath,
    arguments: [CONFINE, String(FD.gate)],
    gate: Buffer.from(JSON.stringify(confinement)),
    startMegabytes: START_MEGABYTES,
    environment: { OPENSSL_CONF: '/dev/null' },
  };
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
