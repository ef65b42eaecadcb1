import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { inconclusive, type Availability, type Job, type Layer, type LayerResult } from '../layer.ts';
import { findCommand, type FoundCommand } from './commands.ts';
import { NATIVE_LANGUAGES, type NativeLanguage } from './languages.ts';
import { judgeRun } from './outcome.ts';
import { commandsOf, isCallable, layOut, type Commands } from './program.ts';
import { COMPILE_CPU_SECONDS, FD, runScript, STDIN_FILE, WORK_FOLDER } from './script.ts';
import { seccompFilter } from './seccomp.ts';
import { supervise } from './supervise.ts';
import { CompiledPrograms } from './compiled-programs.ts';
import { environmentFor, settingsOf } from './environment.ts';
import { JobUsers } from './job-users.ts';

const SYSTEM_LINKS = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];
/** bwrap's own processes and the shell. */
const OVERHEAD = { processes: 4, megabytes: 8 };
const MOST_FILES = 64;

/**
 * Native programs under bubblewrap: namespaces for mounts, processes, network, System V memory, host name and users;
 * a root file system that is read-only and holds /usr alone; one bounded tmpfs; a seccomp filter; resource limits.
 */
export function bubblewrapLayer(): Layer {
  const bwrap = findCommand('bwrap');
  const users = new JobUsers();
  const compiled = new CompiledPrograms();
  const filter = seccompFilter('local');
  return {
    name: 'bubblewrap',
    isolation: 'proven',
    languages: Object.keys(NATIVE_LANGUAGES),
    contains:
      'files, network, processes, memory, CPU and output; mount, pid, net, ipc, uts and user namespaces, seccomp',
    async available(name): Promise<Availability> {
      if (!bwrap)
        return { ok: false, reason: 'bubblewrap is not installed', fix: 'apt-get install bubblewrap' };
      const language = NATIVE_LANGUAGES[name]!;
      const commands = commandsOf(language);
      if (typeof commands === 'string') {
        return {
          ok: false,
          reason: `${commands} is not installed`,
          fix: `apt-get install ${language.debian}`,
        };
      }
      return { ok: true, detail: [...commands.values()].map(({ path }) => path).join(', ') };
    },
    run: (job) => runUnderBubblewrap(job, { bwrap: bwrap!, users, filter, compiled }),
    async dispose() {
      // Every run ends its own processes.
    },
  };
}

interface Parts {
  readonly bwrap: FoundCommand;
  readonly users: JobUsers;
  readonly filter: Buffer | undefined;
  readonly compiled: CompiledPrograms;
}

async function runUnderBubblewrap(job: Job, { bwrap, users, filter, compiled }: Parts): Promise<LayerResult> {
  const language = NATIVE_LANGUAGES[job.language]!;
  if (job.calls && !isCallable(job.language)) {
    return inconclusive('unsupported', `functions of ${job.language} cannot be called; give stdin instead`);
  }
  const commands = commandsOf(language) as Commands;
  const program = layOut(job, language, commands, { work: WORK_FOLDER, stdin: STDIN_FILE, root: '' });
  if (program.files.size > MOST_FILES) return inconclusive('unsupported', `more than ${MOST_FILES} files`);
  const inputs = new Map<number, Buffer>();
  inputs.set(FD.calls, program.calls?.payload ?? Buffer.alloc(0));
  let next: number = FD.firstFree;
  const pass = (bytes: Buffer): string => {
    inputs.set(next, bytes);
    return String(next++);
  };
  const known = program.compile && compiled.get(job);
  const compile = known ? undefined : program.compile;
  const artefactFd = compile && language.artefact !== undefined ? next++ : undefined;
  const script = runScript({
    job,
    language,
    compile,
    run: program.run,
    artefactFd,
    stdin: STDIN_FILE,
    limitProcesses: users.countsOwn,
  });
  const size = job.limits.fileMegabytes * 2 ** 20 + bytesOf(program.files) + (known?.length ?? 0);
  const words = [
    ...NAMESPACES,
    ...systemMounts(language),
    '--size',
    String(Math.ceil(size)),
    '--tmpfs',
    '/tmp',
    // Behind it, for an interpreter in /tmp.
    ...commandMounts(commands),
    '--dir',
    WORK_FOLDER,
    ...[...program.files].flatMap(([path, bytes]) => ['--file', pass(bytes), path]),
    ...(known ? ['--perms', '0755', '--file', pass(known), `${WORK_FOLDER}/${language.artefact}`] : []),
    '--remount-ro',
    '/',
    '--chdir',
    WORK_FOLDER,
    ...environmentOf(language),
    ...(filter ? ['--seccomp', pass(filter)] : []),
  ];
  const user = users.take();
  try {
    const run = await supervise({
      command: bwrap.path,
      arguments: ['--args', String(FD.gate), '/bin/sh', '-c', script],
      gate: Buffer.from(words.map((word) => `${word}\0`).join('')),
      environment: {},
      folder: '/',
      user: user.id,
      hasResults: job.calls !== undefined,
      inputs,
      artefactFd,
      limits: job.limits,
      overhead: {
        processes: OVERHEAD.processes + (language.overheadProcesses ?? 0),
        megabytes: OVERHEAD.megabytes + (language.overheadMegabytes ?? 0),
      },
      compiles: compile !== undefined,
      compileCpuSeconds: compile ? Math.max(job.limits.cpuSeconds, COMPILE_CPU_SECONDS) : 0,
    });
    if (run.artefact && run.artefact.length > 0 && run.status.includes('start'))
      compiled.set(job, run.artefact);
    return judgeRun(run, { job, language, program: { ...program, compile } });
  } finally {
    user.release();
  }
}

const NAMESPACES = [
  '--unshare-user',
  '--unshare-pid',
  '--unshare-net',
  '--unshare-ipc',
  '--unshare-uts',
  '--unshare-cgroup-try',
  '--uid',
  '1000',
  '--gid',
  '1000',
  '--hostname',
  'sandbox',
  '--die-with-parent',
  '--new-session',
  // The script is the first process: when it ends, everything else has been ended and reaped before bwrap ends.
  '--as-pid-1',
  '--clearenv',
];

/** Nodes of /dev that a program may need; bwrap's own --dev makes more, and each costs a mount. */
const DEVICES = ['null', 'zero', 'urandom'];
const DEVICE_LINKS = [
  ['urandom', '/dev/random'],
  ['/proc/self/fd', '/dev/fd'],
  ['/proc/self/fd/0', '/dev/stdin'],
  ['/proc/self/fd/1', '/dev/stdout'],
  ['/proc/self/fd/2', '/dev/stderr'],
  // Shared memory is files, and bounded with them.
  ['/tmp', '/dev/shm'],
] as const;

const mountsOf = new Map<NativeLanguage, readonly string[]>();

/**
 * The folders of the machine's programs, read-only; no home, no /etc beyond the loader's, no /var. Every mount costs:
 * bwrap reads the table of mounts for each.
 */
function systemMounts(language: NativeLanguage): readonly string[] {
  const known = mountsOf.get(language);
  if (known) return known;
  const words = ['--ro-bind', '/usr', '/usr', '--proc', '/proc'];
  for (const name of DEVICES) words.push('--dev-bind', `/dev/${name}`, `/dev/${name}`);
  for (const [target, path] of DEVICE_LINKS) words.push('--symlink', target, path);
  for (const path of SYSTEM_LINKS) {
    if (!existsSync(path)) continue;
    if (lstatSync(path).isSymbolicLink()) words.push('--symlink', readlinkSync(path), path);
    else words.push('--ro-bind', path, path);
  }
  for (const path of settingsOf(language)) if (existsSync(path)) words.push('--ro-bind', path, path);
  mountsOf.set(language, words);
  return words;
}

/** What of the commands is not under /usr, read-only. */
function commandMounts(commands: Commands): string[] {
  const folders = new Set([...commands.values()].flatMap((command) => command.folders));
  return [...folders].flatMap((folder) => ['--ro-bind', folder, folder]);
}

function environmentOf(language: NativeLanguage): string[] {
  return Object.entries(environmentFor(language, '/tmp')).flatMap(([name, value]) => [
    '--setenv',
    name,
    value,
  ]);
}

function bytesOf(files: ReadonlyMap<string, Buffer>): number {
  let sum = 2 ** 20;
  for (const bytes of files.values()) sum += Math.ceil(bytes.length / 4096) * 4096;
  return sum;
}
