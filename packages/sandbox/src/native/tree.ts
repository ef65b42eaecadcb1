import { lstatSync, readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc/PID/stat; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** A process and everything below it, at one moment. */
export interface TreeSample {
  readonly pids: readonly number[];
  readonly threads: number;
  /** CPU of those alive and of their children that were waited for. */
  readonly cpuSeconds: number;
  readonly memoryMegabytes: number;
}

/** Bytes of the files in a folder; folders are followed, links are not. */
export function bytesIn(folder: string, mostEntries = 20_000): number {
  let bytes = 0;
  const folders = [folder];
  let entries = 0;
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const name of list(next)) {
      // So many that looking at them all would take long: as good as too large.
      if (++entries > mostEntries) return Infinity;
      const path = `${next}/${name}`;
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (stats?.isDirectory()) folders.push(path);
      else bytes += (stats?.blocks ?? 0) * 512;
    }
  }
  return bytes;
}

/** Looks at a process tree through /proc; processes that end meanwhile count as nothing. */
export function sampleTree(root: number): TreeSample {
  const pids = treeOf(root);
  let [threads, ticks, pages] = [0, 0, 0];
  for (const pid of pids) {
    const fields = statOf(pid)?.map(Number);
    if (!fields) continue;
    ticks += fields[11]! + fields[12]! + fields[13]! + fields[14]!;
    threads += fields[17]!;
    pages += fields[21]!;
  }
  return {
    pids,
    threads,
    cpuSeconds: ticks / TICKS_PER_SECOND,
    memoryMegabytes: (pages * 4096) / 2 ** 20,
  };
}

/** Seconds that the living threads of a tree have waited for a processor (/proc/PID/task/TID/schedstat). */
export function secondsWaiting(root: number): number {
  let nanoseconds = 0;
  for (const pid of treeOf(root)) {
    for (const thread of list(`/proc/${pid}/task`)) {
      nanoseconds += Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[1] ?? 0);
    }
  }
  return nanoseconds / 1e9;
}

/** The tree's process ids, the root first. */
export function treeOf(root: number): number[] {
  const found = [root];
  for (let i = 0; i < found.length; i++) {
    for (const thread of list(`/proc/${found[i]}/task`)) {
      const children = read(`/proc/${found[i]}/task/${thread}/children`).trim();
      if (children) found.push(...children.split(' ').map(Number));
    }
  }
  return found;
}

/** Rounds in which children that were started meanwhile are looked for. */
const ROUNDS = 100;

/** A process, told apart from a later one of the same id by when it started. */
export interface KnownProcess {
  readonly pid: number;
  readonly startTicks: string;
}

/** Rounds in a row that find nothing alive: a child can pass from one parent to another while they are listed. */
const QUIET_ROUNDS = 2;

/**
 * Kills everything below a root, which is left to reap it, and says what was there. Those started meanwhile are found
 * in the next round; a tree that grows faster than that is bounded by its limit on processes.
 */
export function killBelow(root: number): KnownProcess[] {
  const found = new Map<string, KnownProcess>();
  let quiet = 0;
  for (let round = 0; round < ROUNDS && quiet < QUIET_ROUNDS; round++) {
    quiet++;
    for (const pid of treeOf(root)) {
      const fields = pid === root ? undefined : statOf(pid);
      if (!fields) continue;
      const startTicks = fields[START_TICKS]!;
      found.set(`${pid} ${startTicks}`, { pid, startTicks });
      if (isDead(fields)) continue;
      kill(pid);
      quiet = 0;
    }
  }
  return [...found.values()];
}

/** Kills everything below a root and the root. */
export function killTree(root: number): KnownProcess[] {
  const found = killBelow(root);
  kill(root);
  return found;
}

/** Whether a process is still listed; where `dead` is enough, one that waits to be reaped is not. */
export function isThere({ pid, startTicks }: KnownProcess, enough: 'reaped' | 'dead'): boolean {
  const fields = statOf(pid);
  return fields?.[START_TICKS] === startTicks && !(enough === 'dead' && isDead(fields));
}

/** The process that a process was started by, or that it was left to. */
export function parentOf(pid: number): number | undefined {
  const fields = statOf(pid);
  return fields && Number(fields[PARENT]);
}

/** When a process started, in ticks since the machine did; undefined when there is none. */
export function startOf(pid: number): string | undefined {
  return statOf(pid)?.[START_TICKS];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** Places of the parent and of the start time in the fields. */
const [PARENT, START_TICKS] = [1, 19];

/** The fields of /proc/PID/stat after the command's name, which stands in parentheses and may hold anything. */
function statOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat === '' ? undefined : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function isDead(fields: readonly string[] | undefined): boolean {
  return fields === undefined || fields[0] === 'Z' || fields[0] === 'X';
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
