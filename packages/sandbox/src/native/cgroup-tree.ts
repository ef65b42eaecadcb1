import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type * as Koffi from 'koffi';
import {
  cgroupFolder,
  cgroupMounts,
  cgroupPath,
  HOST_NAME,
  jobName,
  ownerOf,
  type CgroupOwner,
} from './cgroup-files.ts';
import { isThere, parentOf, startOf } from './tree.ts';

/** Where jobs get cgroups of their own, or why they do not and what would change that. */
export type CgroupTree =
  | { readonly ok: true; readonly folder: string; newName(): string }
  | { readonly ok: false; readonly reason: string; readonly fix: string };

const CONTROLLERS = ['memory', 'pids'] as const;
/** A unit of systemd's: its cgroup is systemd's own to divide, unless it has delegated it. */
const SYSTEMD_UNIT = /\.(?:service|scope|slice)$/;
const SWEEPS = 50;
const SWEEP_MILLISECONDS = 20;

let tree: CgroupTree | undefined;

/** Looks once whether this process may divide its own cgroup, and if so does. */
export function cgroupTree(): CgroupTree {
  return (tree ??= findTree());
}

function findTree(): CgroupTree {
  if (process.platform !== 'linux')
    return refused('cgroups are a part of Linux', 'none is needed: memory is watched');
  const mounts = cgroupMounts(read('/proc/self/mountinfo'));
  const path = cgroupPath(read('/proc/self/cgroup'));
  const own = path === undefined ? undefined : cgroupFolder(path, mounts);
  if (own === undefined) return refused('no cgroup v2 of this process is mounted', commandFor('mount'));
  // A process that was started after another had divided the cgroup stands in the leaf.
  const folder = basename(own) === HOST_NAME ? dirname(own) : own;
  const there = words(join(folder, 'cgroup.controllers'));
  const missing = CONTROLLERS.filter((name) => !there.includes(name));
  if (missing.length > 0) {
    const isV1 = /^memory\t[1-9]/m.test(read('/proc/cgroups'));
    return isV1
      ? refused('the memory controller belongs to cgroup v1 on this machine', commandFor('unified'))
      : refused(`${folder} is not given the controllers ${missing.join(' and ')}`, commandFor('delegate'));
  }
  if (![folder, join(folder, 'cgroup.procs'), join(folder, 'cgroup.subtree_control')].every(isWritable)) {
    return refused(`${folder} is not writable for this user`, commandFor('delegate'));
  }
  const type = read(join(folder, 'cgroup.type')).trim();
  if (!['', 'domain'].includes(type)) return refused(`${folder} is ${type}`, commandFor('delegate'));
  try {
    const problem = divide(folder, path === '/');
    if (problem !== undefined) return refused(problem, commandFor('delegate'));
    const owner = { pid: process.pid, startTicks: startOf(process.pid)! };
    removeAbandoned(folder);
    process.on('exit', () => removeAll(folder, owner));
    let number = 0;
    return { ok: true, folder, newName: () => jobName(owner, ++number) };
  } catch (error) {
    return refused(`${folder} cannot be divided: ${(error as Error).message}`, commandFor('delegate'));
  }
}

/** Hands the controllers to cgroups below; only a cgroup without processes of its own, or the whole machine's, may. */
function divide(folder: string, atTop: boolean): string | undefined {
  const given = words(join(folder, 'cgroup.subtree_control'));
  if (CONTROLLERS.every((name) => given.includes(name))) return undefined;
  const isWholeMachine = atTop && !existsSync(join(folder, 'cgroup.type'));
  if (!isWholeMachine) {
    if (!isGiven(folder, atTop)) return `${folder} is shared with processes that are not this run's`;
    const leaf = join(folder, HOST_NAME);
    mkdirSync(leaf, { recursive: true });
    // Those that are started meanwhile are in the next list.
    for (let round = 0; round < 10; round++) {
      const pids = words(join(folder, 'cgroup.procs'));
      if (pids.length === 0) break;
      for (const pid of pids) moveTo(leaf, pid);
    }
  }
  writeFileSync(join(folder, 'cgroup.subtree_control'), CONTROLLERS.map((name) => `+${name}`).join(' '));
  return undefined;
}

function moveTo(leaf: string, pid: string): void {
  try {
    writeFileSync(join(leaf, 'cgroup.procs'), pid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Whether the processes of a cgroup may be moved into a leaf of it: systemd has delegated it, it is a whole
 * container, or it is no unit of systemd's and all in it descend from one process from which this one descends.
 */
function isGiven(folder: string, atTop: boolean): boolean {
  if (isDelegated(folder) || atTop) return true;
  if (SYSTEMD_UNIT.test(basename(folder))) return false;
  const inside = new Set(words(join(folder, 'cgroup.procs')).map(Number));
  let first = process.pid;
  for (let parent = parentOf(first); parent !== undefined && inside.has(parent); parent = parentOf(first))
    first = parent;
  return [...inside].every((pid) => {
    for (let each: number | undefined = pid; each; each = parentOf(each)) if (each === first) return true;
    return false;
  });
}

/** Whether systemd says so (its CGROUP_DELEGATION page); not known without koffi. */
function isDelegated(folder: string): boolean {
  try {
    const { load } = createRequire(import.meta.url)('koffi') as typeof Koffi;
    const getAttribute = load('libc.so.6').func('long getxattr(const char *, const char *, void *, size_t)');
    return ['user.delegate', 'trusted.delegate'].some((name) => {
      const value = Buffer.alloc(8);
      return Number(getAttribute(folder, name, value, value.length)) === 1 && value.toString()[0] === '1';
    });
  } catch {
    return false;
  }
}

/** Kills and removes what processes left that were themselves killed. */
function removeAbandoned(folder: string): void {
  const left = jobsIn(folder).filter(({ owner }) => !isThere(owner, 'dead'));
  for (const { path } of left) removeSoon(path);
}

function removeAll(folder: string, { pid, startTicks }: CgroupOwner): void {
  for (const { path, owner } of jobsIn(folder)) {
    if (owner.pid !== pid || owner.startTicks !== startTicks) continue;
    killAll(path);
    tryRemove(path);
  }
}

function jobsIn(folder: string): { readonly path: string; readonly owner: CgroupOwner }[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const owner = ownerOf(name);
      return owner ? [{ path: join(folder, name), owner }] : [];
    });
  } catch {
    return [];
  }
}

/** Kills all that is in a cgroup, which Linux 5.14 does at once. */
export function killAll(path: string): void {
  try {
    writeFileSync(join(path, 'cgroup.kill'), '1');
  } catch {
    for (const pid of words(join(path, 'cgroup.procs'))) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
  }
}

/** Removes a cgroup whose processes are being killed: it can go when the last is gone. */
export function removeSoon(path: string, left = SWEEPS): void {
  killAll(path);
  if (tryRemove(path) || left === 0) return;
  setTimeout(removeSoon, SWEEP_MILLISECONDS, path, left - 1).unref();
}

/** Whether it is gone; it is not while a process is in it. */
export function tryRemove(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function refused(reason: string, fix: string): CgroupTree {
  return { ok: false, reason, fix };
}

/** What makes cgroups writable here. */
function commandFor(what: 'mount' | 'unified' | 'delegate'): string {
  if (what === 'unified') return 'start Linux with systemd.unified_cgroup_hierarchy=1 cgroup_no_v1=all';
  if (what === 'mount') return 'mount -t cgroup2 none /sys/fs/cgroup';
  const isRoot = process.getuid?.() === 0;
  if (existsSync('/run/systemd/system')) {
    return `systemd-run ${isRoot ? '' : '--user '}--scope -p Delegate=yes -- touchstone ...`;
  }
  if (isRoot) return 'mount -o remount,rw /sys/fs/cgroup';
  return (
    "sudo sh -c 'cd /sys/fs/cgroup && echo +memory +pids > cgroup.subtree_control && mkdir -p touchstone && " +
    `chown ${process.getuid?.()} touchstone touchstone/cgroup.procs touchstone/cgroup.subtree_control && ` +
    "echo '$$' > touchstone/cgroup.procs'"
  );
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function words(path: string): string[] {
  return read(path).split(/\s+/).filter(Boolean);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
