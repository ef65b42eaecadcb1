import { closeSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type * as Koffi from 'koffi';
import type { ProcessToStart, StartedProcess } from './start-process.ts';

/** Of fcntl.h, spawn.h and sys/wait.h. */
const [O_RDWR, O_NONBLOCK, O_CLOEXEC, F_SETFL, F_DUPFD_CLOEXEC] = [2, 0x800, 0x80000, 4, 1030];
const [SET_SIGNAL_DEFAULTS, SET_SIGNAL_MASK, WNOHANG] = [0x04, 0x08, 1];
/** Room for posix_spawn_file_actions_t, posix_spawnattr_t and sigset_t; glibc's are 80, 336 and 128 bytes. */
const [ACTIONS_BYTES, ATTRIBUTES_BYTES, SIGNALS_BYTES] = [256, 1024, 128];
/** Ours are moved above those that a child is given, so that no one of them overwrites another. */
const ABOVE_THE_CHILD = 100;
/** System calls that change a thread's user and groups; the library's functions change all threads'. */
const CREDENTIAL_CALLS: Readonly<
  Record<string, { setgroups: number; setresgid: number; setresuid: number }>
> = {
  x64: { setgroups: 116, setresgid: 119, setresuid: 117 },
  arm64: { setgroups: 159, setresgid: 149, setresuid: 147 },
};
/** Looks whether it has ended, once its outputs are closed: some at once, then with longer and longer pauses. */
const LOOKS_AT_ONCE = 20;
const LONGEST_PAUSE_MILLISECONDS = 20;

type Start = (process: ProcessToStart) => StartedProcess;
type Call = (...values: unknown[]) => number;

let found: Start | undefined;
let looked = false;

/** How to start processes through the C library, or undefined where it cannot be called (koffi or glibc is missing). */
export function posixSpawn(): Start | undefined {
  if (!looked) {
    looked = true;
    try {
      found = process.platform === 'linux' ? bind() : undefined;
    } catch {
      // Node's own way is slower and does as well.
    }
  }
  return found;
}

interface Libc {
  readonly spawn: Call;
  readonly initActions: Call;
  readonly addDup: Call;
  readonly addOpen: Call;
  readonly addFolder: Call;
  readonly addCloseFrom: Call;
  readonly destroyActions: Call;
  readonly pipe: Call;
  readonly fcntl: Call;
  readonly wait: Call;
  readonly attributes: Buffer;
  readonly asUser: <T>(user: number | undefined, act: () => T) => T;
}

function bind(): Start {
  const { load } = createRequire(import.meta.url)('koffi') as typeof Koffi;
  const libc = load('libc.so.6');
  const attributes = Buffer.alloc(ATTRIBUTES_BYTES);
  const signals = Buffer.alloc(SIGNALS_BYTES);
  libc.func('int posix_spawnattr_init(void *)')(attributes);
  // No signal stays blocked; each does what it does by default: Node ignores SIGPIPE.
  libc.func('int posix_spawnattr_setsigmask(void *, void *)')(attributes, signals);
  libc.func('int posix_spawnattr_setsigdefault(void *, void *)')(attributes, signals.fill(0xff));
  libc.func('int posix_spawnattr_setflags(void *, short)')(attributes, SET_SIGNAL_DEFAULTS | SET_SIGNAL_MASK);
  const bound: Libc = {
    spawn: libc.func('int posix_spawn(void *, const char *, void *, void *, const char **, const char **)'),
    initActions: libc.func('int posix_spawn_file_actions_init(void *)'),
    addDup: libc.func('int posix_spawn_file_actions_adddup2(void *, int, int)'),
    addOpen: libc.func('int posix_spawn_file_actions_addopen(void *, int, const char *, int, int)'),
    addCloseFrom: libc.func('int posix_spawn_file_actions_addclosefrom_np(void *, int)'),
    addFolder: libc.func('int posix_spawn_file_actions_addchdir_np(void *, const char *)'),
    destroyActions: libc.func('int posix_spawn_file_actions_destroy(void *)'),
    pipe: libc.func('int pipe2(void *, int)'),
    fcntl: libc.func('int fcntl(int, int, int)'),
    wait: libc.func('int waitpid(int, void *, int)'),
    attributes,
    asUser: userChanger(
      libc.func('long syscall(long, long, long, long)'),
      libc.func('long syscall(long, size_t, void *)'),
    ),
  };
  return (process) => start(bound, process);
}

/**
 * Acts with another user's credentials in this thread alone, for the moment in which a process is made of it. The saved
 * user stays root, which lets the thread go back; exec replaces it in the new process, and no capability is left there.
 */
function userChanger(call: Call, callWithList: Call): Libc['asUser'] {
  const numbers = CREDENTIAL_CALLS[process.arch];
  return (user, act) => {
    if (user === undefined) return act();
    if (!numbers) throw new Error('this machine’s system calls are not known');
    const [uid, gid] = [process.getuid!(), process.getgid!()];
    const groups = Uint32Array.from(process.getgroups!());
    const must = (result: number): void => {
      if (Number(result) !== 0) throw new Error('the user of a job could not be set');
    };
    must(callWithList(numbers.setgroups, 0, null));
    try {
      must(call(numbers.setresgid, user, user, gid));
      must(call(numbers.setresuid, user, user, uid));
      return act();
    } finally {
      must(call(numbers.setresuid, uid, uid, uid));
      must(call(numbers.setresgid, gid, gid, gid));
      must(callWithList(numbers.setgroups, groups.length, groups));
    }
  };
}

function start(libc: Libc, process: ProcessToStart): StartedProcess {
  /** By the child's descriptor, its end and ours. */
  const pipes = new Map<number, readonly [theirs: number, ours: number]>();
  const actions = Buffer.alloc(ACTIONS_BYTES);
  const pid = new Int32Array(1);
  libc.initActions(actions);
  try {
    for (const fd of [...process.inputs.keys(), ...(process.hold === undefined ? [] : [process.hold])]) {
      const [reads, writes] = makePipe(libc);
      pipes.set(fd, [reads, writes]);
    }
    for (const fd of process.outputs) {
      const [reads, writes] = makePipe(libc);
      pipes.set(fd, [writes, reads]);
    }
    // Every descriptor below the last is something, and none above it is: what this process holds open stays its own.
    const last = Math.max(...pipes.keys());
    for (let fd = 0; fd <= last; fd++) {
      const pipe = pipes.get(fd);
      if (pipe) libc.addDup(actions, pipe[0], fd);
      else libc.addOpen(actions, fd, '/dev/null', O_RDWR, 0);
    }
    libc.addCloseFrom(actions, last + 1);
    libc.addFolder(actions, process.folder);
    const failed = libc.asUser(process.user, () =>
      libc.spawn(
        pid,
        process.command,
        actions,
        libc.attributes,
        [process.command, ...process.arguments, null],
        [...Object.entries(process.environment).map(([name, value]) => `${name}=${value}`), null],
      ),
    );
    if (failed !== 0) throw new Error(`error ${failed} (errno)`);
  } catch (error) {
    for (const [, ours] of pipes.values()) closeSync(ours);
    const reason = `${process.command} could not be started: ${(error as Error).message}`;
    return {
      outputs: new Map(process.outputs.map((fd) => [fd, new Socket()])),
      write: () => undefined,
      release: () => undefined,
      keepAlive: () => undefined,
      ended: Promise.resolve(reason),
      close: () => undefined,
    };
  } finally {
    libc.destroyActions(actions);
    for (const [theirs] of pipes.values()) closeSync(theirs);
  }
  return running(libc, process, pid[0]!, (fd) => pipes.get(fd)![1]);
}

function makePipe(libc: Libc): readonly [reads: number, writes: number] {
  const made = new Int32Array(2);
  if (libc.pipe(made, O_CLOEXEC) !== 0) throw new Error('no pipe could be made');
  return [moveUp(libc, made[0]!), moveUp(libc, made[1]!)];
}

function moveUp({ fcntl }: Libc, fd: number): number {
  if (fd >= ABOVE_THE_CHILD) return fd;
  const moved = fcntl(fd, F_DUPFD_CLOEXEC, ABOVE_THE_CHILD);
  closeSync(fd);
  if (moved < 0) throw new Error('no descriptor is free');
  return moved;
}

function running(
  libc: Libc,
  { inputs, outputs, hold, gate }: ProcessToStart,
  pid: number,
  ours: (fd: number) => number,
): StartedProcess {
  const writers = [...inputs].flatMap(([fd, bytes]) => (fd === gate?.fd ? [] : write(libc, ours(fd), bytes)));
  let closed = gate === undefined;
  const open = (bytes: Buffer): void => {
    if (closed) return;
    closed = true;
    writers.push(...write(libc, ours(gate!.fd), bytes));
  };
  void gate?.opens(pid).then(() => open(inputs.get(gate.fd)!));
  const readers = new Map<number, Readable>(
    outputs.map((fd) => [fd, quiet(new Socket({ fd: ours(fd), readable: true, writable: false }))]),
  );
  let held = hold === undefined ? undefined : ours(hold);
  let told: Socket | undefined;
  const release = (): void => {
    if (told) told.end('\n');
    else if (held !== undefined) writers.push(...write(libc, held, Buffer.from('\n')));
    told = held = undefined;
  };
  let reaped: NodeJS.Timeout | undefined;
  const ended = new Promise<string | undefined>((resolve) => {
    const reap = (look: number): void => {
      if (libc.wait(pid, null, WNOHANG) !== 0) resolve(undefined);
      else if (look < LOOKS_AT_ONCE) setImmediate(reap, look + 1);
      else
        reaped = setTimeout(reap, Math.min(look - LOOKS_AT_ONCE + 1, LONGEST_PAUSE_MILLISECONDS), look + 1);
    };
    let left = outputs.length;
    for (const reader of readers.values()) reader.on('close', () => --left === 0 && reap(0));
  });
  return {
    pid,
    outputs: readers,
    write(bytes) {
      if (held === undefined) return;
      if (!told) writers.push((told = quiet(new Socket({ fd: held, readable: false, writable: true }))));
      told.write(bytes);
    },
    release,
    keepAlive(on) {
      for (const stream of [...(readers.values() as Iterable<Socket>), ...writers]) {
        if (on) stream.ref();
        else stream.unref();
      }
    },
    ended,
    close() {
      clearTimeout(reaped);
      release();
      open(Buffer.alloc(0));
      for (const stream of [...readers.values(), ...writers]) stream.destroy();
    },
  };
}

/** Writes what the pipe takes at once, and the rest when the child has read; the pipe is closed after it. */
function write({ fcntl }: Libc, fd: number, bytes: Buffer): Socket[] {
  fcntl(fd, F_SETFL, O_NONBLOCK);
  let at = 0;
  try {
    while (at < bytes.length) at += writeSync(fd, bytes, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
      const rest = quiet(new Socket({ fd, readable: false, writable: true }));
      rest.end(bytes.subarray(at));
      return [rest];
    }
    // It ended without reading.
  }
  closeSync(fd);
  return [];
}

function quiet(socket: Socket): Socket {
  return socket.on('error', () => undefined);
}
