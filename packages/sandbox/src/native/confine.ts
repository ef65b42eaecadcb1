import { load, struct, type LibraryHandle } from 'koffi';

/**
 * Run as a program of its own: gives up the right to all files but those named, to the network and to signal others,
 * and becomes the given command (landlock(7), seccomp(2), prctl(2), execve(2)). What it takes is JSON.
 */
export interface Confinement {
  /** Seen and run, not written. */
  readonly readable: readonly string[];
  /** Read and written: the job's own folder and /dev/null. */
  readonly writable: readonly string[];
  /** A seccomp filter, base64. */
  readonly filter: string;
  /** The user to become, for a root process. */
  readonly user?: number;
  /** Descriptors handed on beside the usual three. */
  readonly descriptors: readonly number[];
  readonly command: readonly string[];
  readonly environment: readonly string[];
}

// System calls have the same numbers on every machine since these were added.
const [CREATE_RULESET, ADD_RULE, RESTRICT_SELF] = [444, 445, 446];
const VERSION_FLAG = 1;
const PATH_BENEATH = 1;
/** ABI of landlock, linux/landlock.h: files 1 (2 refer, 3 truncate, 5 ioctl), TCP 4, signals and abstract sockets 6. */
const FILE_RIGHTS = [0, 0x1fff, 0x3fff, 0x7fff, 0x7fff, 0xffff];
const TCP_RIGHTS = 0x3;
const SCOPES = 0x3;
const READ_FOLDER = 0x1 | 0x4 | 0x8;
const READ_FILE = 0x1 | 0x4;
/** Execute, write, read, truncate and ioctl: the rights that apply to what is not a folder. */
const ALL_OF_FILE = 0x1 | 0x2 | 0x4 | 0x4000 | 0x8000;
const [O_PATH, O_CLOEXEC] = [0x200000, 0x80000];
const [F_SETFD, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, PR_SET_CHILD_SUBREAPER] = [2, 38, 22, 36];
const SECCOMP_MODE_FILTER = 2;

/** What this machine's landlock can do: its ABI, 0 when there is none. */
export function landlockVersion(libc: LibraryHandle = load('libc.so.6')): number {
  const syscall = libc.func('long syscall(long, void *, size_t, uint32_t)');
  return Math.max(0, Number(syscall(CREATE_RULESET, null, 0, VERSION_FLAG)));
}

/** Confines this process and replaces it by the command. Returns only by throwing. */
export function confine(spec: Confinement, isFolder: (path: string) => boolean | undefined): never {
  const libc = load('libc.so.6');
  const prctl = libc.func('int prctl(int, ulong, void *, ulong, ulong)');
  if (spec.user !== undefined) {
    process.setgroups!([]);
    process.setgid!(spec.user);
    process.setuid!(spec.user);
  }
  const must = (step: string, result: number): number => {
    if (result < 0) throw new Error(`${step} was refused`);
    return result;
  };
  must('becoming a subreaper', prctl(PR_SET_CHILD_SUBREAPER, 1, null, 0, 0) as number);
  must('giving up new privileges', prctl(PR_SET_NO_NEW_PRIVS, 1, null, 0, 0) as number);
  restrictFiles(libc, spec, isFolder, must);
  const filter = Buffer.from(spec.filter, 'base64');
  struct('FilterProgram', { length: 'uint16_t', filter: 'void *' });
  const seccomp = libc.func('int prctl(int, ulong, FilterProgram *, ulong, ulong)');
  must(
    'the filter of system calls',
    seccomp(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, { length: filter.length / 8, filter }, 0, 0) as number,
  );
  const fcntl = libc.func('int fcntl(int, int, int)');
  for (const descriptor of [0, 1, 2, ...spec.descriptors]) fcntl(descriptor, F_SETFD, 0);
  const execve = libc.func('int execve(const char *, const char **, const char **)');
  execve(spec.command[0], [...spec.command, null], [...spec.environment, null]);
  throw new Error(`${spec.command[0]} could not be run`);
}

function restrictFiles(
  libc: LibraryHandle,
  spec: Confinement,
  isFolder: (path: string) => boolean | undefined,
  must: (step: string, result: number) => number,
): void {
  const version = landlockVersion(libc);
  const rights = FILE_RIGHTS[Math.min(version, FILE_RIGHTS.length - 1)]!;
  const ruleset = Buffer.alloc(24);
  ruleset.writeBigUInt64LE(BigInt(rights), 0);
  if (version >= 4) ruleset.writeBigUInt64LE(BigInt(TCP_RIGHTS), 8);
  if (version >= 6) ruleset.writeBigUInt64LE(BigInt(SCOPES), 16);
  const size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  const create = libc.func('long syscall(long, void *, size_t, uint32_t)');
  const ruleFd = must('a landlock ruleset', Number(create(CREATE_RULESET, ruleset, size, 0)));
  const open = libc.func('int open(const char *, int, int)');
  const addRule = libc.func('long syscall(long, int, int, void *, uint32_t)');
  const allow = (path: string, wanted: number): void => {
    const fd = open(path, O_PATH | O_CLOEXEC, 0) as number;
    if (fd < 0) return;
    const rule = Buffer.alloc(12);
    rule.writeBigUInt64LE(BigInt(wanted & rights), 0);
    rule.writeInt32LE(fd, 8);
    must(`the rule for ${path}`, Number(addRule(ADD_RULE, ruleFd, PATH_BENEATH, rule, 0)));
  };
  for (const path of spec.readable) {
    const folder = isFolder(path);
    if (folder !== undefined) allow(path, folder ? READ_FOLDER : READ_FILE);
  }
  for (const path of spec.writable) {
    const folder = isFolder(path);
    if (folder !== undefined) allow(path, folder ? rights : ALL_OF_FILE);
  }
  const restrict = libc.func('long syscall(long, int, uint32_t)');
  must('landlock', Number(restrict(RESTRICT_SELF, ruleFd, 0)));
}
