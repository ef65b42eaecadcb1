import { PROCESSES_ROOM, type JobCgroup } from './cgroup.ts';
import { COMPILE_MEGABYTES } from './script.ts';
import type { Stop, Supervision } from './supervise.ts';
import { bytesIn, sampleTree, secondsWaiting } from './tree.ts';

/** The program, its files and a compiler's. */
const FILE_OVERHEAD_BYTES = 16 * 2 ** 20;
/** Part of the wall time spent waiting for a processor from which on a run was starved. */
const STARVED_SHARE = 0.25;

/** Memory that a run may have before and after its program has started, beside files that are memory. */
export function memoryOf({ limits, overhead, compiles }: Supervision): { before: number; after: number } {
  const after = limits.memoryMegabytes + overhead.megabytes;
  return { before: compiles ? Math.max(after, COMPILE_MEGABYTES + overhead.megabytes) : after, after };
}

/** What a cgroup of a run is limited to. Files stand in a tmpfs, which the kernel counts as the run's memory. */
export function cgroupLimits(run: Supervision): { memoryMegabytes: number; processes: number } {
  return {
    memoryMegabytes: memoryOf(run).before + filesMegabytes(run),
    processes: run.limits.processes + run.overhead.processes + PROCESSES_ROOM,
  };
}

function filesMegabytes({ limits, inputs }: Supervision): number {
  let bytes = 2 ** 20;
  for (const each of inputs.values()) bytes += each.length;
  return limits.fileMegabytes + bytes / 2 ** 20;
}

/** Looks at a run's processes from time to time and says which of its limits they are over. */
export class Watcher {
  readonly #run: Supervision;
  readonly #pid: number;
  readonly #cgroup: JobCgroup | undefined;
  readonly #began = performance.now();
  readonly #hasStarted: () => boolean;
  /** Whether the wall time passed while the run waited for a processor. */
  starved = false;
  peakMegabytes = 0;
  cpuSeconds = 0;
  /** CPU at which the program started; not a number until then. */
  cpuAtStart: number;
  /** Seconds for which it had waited for a processor before the program was there. */
  readonly #waitedBefore: number;

  constructor(run: Supervision, pid: number, cgroup: JobCgroup | undefined, hasStarted: () => boolean) {
    this.#run = run;
    this.#pid = pid;
    this.#cgroup = cgroup;
    this.#hasStarted = hasStarted;
    this.cpuAtStart = run.waiting?.cpuSeconds ?? NaN;
    this.#waitedBefore = run.waiting ? secondsWaiting(pid) : 0;
  }

  /** To be called when the run has said something of itself: what holds for the program alone begins when it does. */
  told(): void {
    const cpu = this.#cgroup?.cpuSeconds();
    if (cpu === undefined || !Number.isNaN(this.cpuAtStart) || !this.#hasStarted()) return;
    this.cpuAtStart = cpu;
    if (this.#run.compiles) this.#cgroup!.limitMemory(memoryOf(this.#run).after + filesMegabytes(this.#run));
  }

  /** Seconds until the wall time has passed. */
  secondsLeft(): number {
    return this.#run.limits.wallSeconds - (performance.now() - this.#began) / 1000;
  }

  look(): Stop | undefined {
    const { limits, overhead, compileCpuSeconds, waiting } = this.#run;
    const sample = sampleTree(this.#pid);
    const cpu = this.#cgroup?.cpuSeconds() ?? sample.cpuSeconds;
    // Processes that were forked share what they have not written to: only the kernel counts that once.
    const megabytes = this.#cgroup?.memoryMegabytes() ?? sample.memoryMegabytes;
    this.peakMegabytes = Math.max(this.peakMegabytes, megabytes - overhead.megabytes);
    this.cpuSeconds = Math.max(this.cpuSeconds, cpu);
    if (Number.isNaN(this.cpuAtStart) && this.#hasStarted()) this.cpuAtStart = cpu;
    const isBefore = Number.isNaN(this.cpuAtStart);
    const memory = memoryOf(this.#run);
    const isCompiling = isBefore && compileCpuSeconds > 0;
    const earlier = waiting || compileCpuSeconds > 0 ? this.cpuAtStart : 0;
    const allowed = isCompiling ? compileCpuSeconds : limits.cpuSeconds + earlier;
    if (cpu > allowed) return 'cpu';
    if (megabytes > (isBefore ? memory.before : memory.after)) return 'memory';
    if (sample.threads > limits.processes + overhead.processes) return 'processes';
    if (this.#isFull()) return 'files';
    if (this.secondsLeft() >= 0) return undefined;
    const used = this.cpuSeconds - (waiting?.cpuSeconds ?? 0);
    const waited = secondsWaiting(this.#pid) - this.#waitedBefore;
    this.starved = used < limits.cpuSeconds / 2 && waited > limits.wallSeconds * STARVED_SHARE;
    return 'wall';
  }

  #isFull(): boolean {
    const { watchesFolder, folder, limits } = this.#run;
    if (!watchesFolder) return false;
    return bytesIn(folder) > limits.fileMegabytes * 2 ** 20 + FILE_OVERHEAD_BYTES;
  }
}
