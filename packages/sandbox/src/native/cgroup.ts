import { mkdirSync, readFileSync, writeFile, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import { promisify } from 'node:util';
import { namedNumbers } from './cgroup-files.ts';
import { cgroupTree, killAll, removeSoon, tryRemove } from './cgroup-tree.ts';

export interface CgroupLimits {
  readonly memoryMegabytes: number;
  /** Processes and threads. */
  readonly processes: number;
}

/** What a job used, by the count of the kernel, of all its processes and not only of those that were seen. */
export interface CgroupUse {
  readonly cpuSeconds?: number;
  /** At the most, without what was read from files and kept only because there was room. */
  readonly peakMegabytes?: number;
  /** Whether the kernel ended it because its memory was used up. */
  readonly outOfMemory: boolean;
}

/** The limit that a job's own shell sets is met first, so that what it says of it is the same everywhere. */
export const PROCESSES_ROOM = 4;
const FIX_FULL = 'look at cgroup.max.descendants there';
const MEGABYTE = 2 ** 20;
/** How long killed processes are waited for before the cgroup is left to be removed later. */
const EMPTY_MILLISECONDS = 3000;

/** A cgroup for one job, or undefined where none can be made: the job is then watched alone. */
export function makeCgroup(limits: CgroupLimits): JobCgroup | undefined {
  const tree = cgroupTree();
  if (!tree.ok) return undefined;
  const path = join(tree.folder, tree.newName());
  try {
    mkdirSync(path);
    const cgroup = new JobCgroup(path);
    cgroup.limitMemory(limits.memoryMegabytes);
    writeFileSync(join(path, 'pids.max'), String(limits.processes));
    cgroup.tryWrite('memory.swap.max', '0');
    cgroup.tryWrite('memory.oom.group', '1');
    return cgroup;
  } catch {
    tryRemove(path);
    return undefined;
  }
}

const write = promisify(writeFile);

/** One job's cgroup: its processes and all that they start. */
export class JobCgroup {
  readonly path: string;
  #holds = false;

  constructor(path: string) {
    this.path = path;
  }

  /** Puts a process into it that has started no other yet. The kernel may take a while: nothing waits but the process. */
  async place(pid: number): Promise<void> {
    try {
      await write(join(this.path, 'cgroup.procs'), String(pid));
      this.#holds = true;
    } catch {
      // It is watched as where there are no cgroups.
    }
  }

  limitMemory(megabytes: number): void {
    writeFileSync(join(this.path, 'memory.max'), String(Math.ceil(megabytes * MEGABYTE)));
  }

  /** CPU of everything that has been in it. */
  cpuSeconds(): number | undefined {
    const microseconds = this.#numbers('cpu.stat').get('usage_usec');
    return this.#holds && microseconds !== undefined ? microseconds / 1e6 : undefined;
  }

  /** Memory of the job's own, each page once; files do not count. */
  memoryMegabytes(): number | undefined {
    const bytes = this.#holds ? this.#numbers('memory.stat').get('anon') : undefined;
    return bytes === undefined ? undefined : bytes / MEGABYTE;
  }

  /** Kills all that is in it. */
  kill(): void {
    if (this.#holds) killAll(this.path);
  }

  use(): CgroupUse {
    const peak = Number(this.#read('memory.peak'));
    const stat = this.#numbers('memory.stat');
    // Files of a tmpfs are the job's memory; what was read from disk is not, and stays after it.
    const kept = (stat.get('file') ?? 0) - (stat.get('shmem') ?? 0);
    const cpuSeconds = this.cpuSeconds();
    return {
      ...(cpuSeconds !== undefined && { cpuSeconds }),
      ...(this.#holds && peak > 0 && { peakMegabytes: Math.max(0, peak - kept) / MEGABYTE }),
      outOfMemory: (this.#numbers('memory.events').get('oom_kill') ?? 0) > 0,
    };
  }

  /** Ends what is left in it, waits until it is empty, and removes it. */
  async remove(): Promise<void> {
    const since = performance.now();
    for (let pause = 1; !tryRemove(this.path); pause = Math.min(pause * 2, 20)) {
      if (performance.now() - since > EMPTY_MILLISECONDS) return removeSoon(this.path);
      killAll(this.path);
      await setTimeoutAsync(pause);
    }
  }

  /** Writes what not every kernel has. */
  tryWrite(file: string, value: string): void {
    try {
      writeFileSync(join(this.path, file), value);
    } catch {
      // Swap is not accounted for, or the kernel is older than the file.
    }
  }

  #numbers(file: string): ReadonlyMap<string, number> {
    return namedNumbers(this.#read(file));
  }

  #read(file: string): string {
    try {
      return readFileSync(join(this.path, file), 'utf8');
    } catch {
      return '';
    }
  }
}

/**
 * Whether native jobs get cgroups of their own, and if not, what would make that so.
 *
 * @example
 * const advice = ({ used, fix }: CgroupExamination): string => (used ? 'cgroups are used' : `try: ${fix}`);
 * console.log(advice((await examineSandbox()).cgroups));
 */
export interface CgroupExamination {
  readonly used: boolean;
  readonly detail: string;
  /** A command, or what else it takes. */
  readonly fix?: string;
}

/** Looks by making a cgroup and removing it. */
export function examineCgroups(): CgroupExamination {
  const tree = cgroupTree();
  if (!tree.ok) return { used: false, detail: tree.reason, fix: tree.fix };
  const made = makeCgroup({ memoryMegabytes: 64, processes: 4 });
  if (!made) return { used: false, detail: `no cgroup can be made in ${tree.folder}`, fix: FIX_FULL };
  tryRemove(made.path);
  return { used: true, detail: `in ${tree.folder}: memory, processes and CPU time of the whole tree` };
}
