import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import type { SandboxLimits } from '@touchstone-rl/core';
import { drain, type Capped } from './capped.ts';
import { makeCgroup, type JobCgroup } from './cgroup.ts';
import { FD } from './script.ts';
import { startProcess, type StartedProcess } from './start-process.ts';
import { isThere, killBelow, killTree, type KnownProcess } from './tree.ts';
import { cgroupLimits, Watcher } from './watcher.ts';

/** Why a run was ended from outside. */
export type Stop = 'cpu' | 'wall' | 'memory' | 'processes' | 'files' | 'output' | 'results';

export interface Supervision {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** User id, for a root process. */
  readonly user?: number;
  /** Whether results of calls come back. */
  readonly hasResults: boolean;
  /** What is written to descriptors from 5 on; each is closed after it. */
  readonly inputs: ReadonlyMap<number, Buffer>;
  /** A descriptor from which bytes are read back. */
  readonly artefactFd?: number;
  readonly limits: SandboxLimits;
  /** Processes, threads and memory of the layer's and the language's own. */
  readonly overhead: { readonly processes: number; readonly megabytes: number };
  /**
   * What is written to the descriptor of the gate. The command reads it to its end before it starts any process; until
   * then it is put into a cgroup of its own, where this machine lets us make one.
   */
  readonly gate?: Buffer;
  /** Memory that starting takes before the program is there: a peak below it says nothing about the program. */
  readonly startMegabytes?: number;
  /** Whether the size of the folder is watched, because no file system of its own bounds it. */
  readonly watchesFolder?: boolean;
  /** The script stays after its last report, so that what the program left behind can be found below it. */
  readonly stays?: boolean;
  /** A process that waits for the program, in place of one that is started for it. */
  readonly waiting?: WaitingProcess;
  /** Whether a compiler runs first, with memory of its own. */
  readonly compiles?: boolean;
  /** CPU for the compiler, before the program has started. */
  readonly compileCpuSeconds: number;
}

/** A process that has been made ready to run a program. */
export interface WaitingProcess {
  readonly child: StartedProcess;
  /** CPU that it used to become ready, which is no program's. */
  readonly cpuSeconds: number;
}

export interface Supervised {
  readonly stop?: Stop;
  readonly starved: boolean;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly results: Buffer;
  readonly status: string;
  readonly artefact?: Buffer;
  readonly wallSeconds: number;
  readonly peakMegabytes?: number;
  readonly sampledCpuSeconds: number;
  /** CPU of all processes that the program was, also of those that nobody waited for; where a cgroup counted it. */
  readonly treeCpuSeconds?: number;
  /** CPU that was used before the program started, where it was seen to start. */
  readonly cpuAtStart?: number;
  /** Why the command could not be started or did not go away. */
  readonly failure?: string;
}

const FIRST_LOOK_MILLISECONDS = 50;
const LOOK_MILLISECONDS = 40;
const RESULTS_FACTOR = 8;
const ARTEFACT_BYTES = 64 * 2 ** 20;
/** How long the first process may take to reap. */
const REAP_MILLISECONDS = 1000;
/** How long killed processes are waited for to be reaped; some containers have no first process that reaps. */
const REAPED_MILLISECONDS = 3000;
/** How long killed processes may take to be gone. */
const GONE_MILLISECONDS = 10_000;
/** Runs a command to its end under the limits, with its whole tree watched, drained and, at a limit, killed. */
export function supervise(run: Supervision): Promise<Supervised> {
  const { limits } = run;
  const started = performance.now();
  const cgroup = run.gate && makeCgroup(cgroupLimits(run));
  const child = run.waiting?.child ?? start(run, cgroup);
  const outputBytes = limits.outputKilobytes * 1024;
  let stop: Stop | undefined;
  let failure: string | undefined;

  return new Promise((resolve) => {
    let look: NodeJS.Timeout | undefined;
    let lost: NodeJS.Timeout | undefined;
    let soon: NodeJS.Timeout | undefined;
    let leaving = false;
    let gone = (): Promise<void> => Promise.resolve();
    const end = (reason: Stop): void => {
      if (stop) return;
      stop = reason;
      leave();
    };
    // The first process reaps what was below it and then ends by itself; it is killed only if it does not.
    const leave = (): void => {
      if (child.pid === undefined || leaving) return;
      leaving = true;
      const killed = killBelow(child.pid);
      gone = () => allGone(killed);
      // One that waited for a program runs it itself, and has nothing below it to reap.
      const after = run.waiting ? 0 : REAP_MILLISECONDS;
      soon = setTimeout(() => {
        killed.push(...killTree(child.pid!));
        cgroup?.kill();
      }, after);
      lost = setTimeout(() => {
        failure = 'its processes could not be ended';
        void finish();
      }, GONE_MILLISECONDS);
    };
    const drained = (fd: number, most: number, onExceeded?: () => void): Capped =>
      drain(child.outputs.get(fd)!, most, onExceeded);
    const stdout = drained(1, outputBytes, () => end('output'));
    const stderr = drained(2, outputBytes);
    const results = run.hasResults
      ? drained(FD.results, outputBytes * RESULTS_FACTOR, () => end('results'))
      : undefined;
    const status = run.waiting ? undefined : drained(FD.status, 4096);
    const hasStarted = (): boolean => status?.bytes().includes('start') ?? false;
    const watcher = new Watcher(run, child.pid ?? 0, cgroup, hasStarted);
    child.outputs.get(FD.status)?.on('data', () => {
      watcher.told();
      if (!run.stays || !/^(?:exit|compile) /m.test(status?.bytes().toString() ?? '')) return;
      leave();
      child.release();
    });
    const artefact = run.artefactFd === undefined ? undefined : drained(run.artefactFd, ARTEFACT_BYTES);

    const watch = (): void => {
      const over = watcher.look();
      if (over) return end(over);
      const pause = Math.max(1, watcher.secondsLeft() * 1000);
      look = setTimeout(watch, Math.min(LOOK_MILLISECONDS, pause));
    };
    let finished = false;
    const finish = async (): Promise<void> => {
      if (finished) return;
      finished = true;
      clearTimeout(look);
      clearTimeout(lost);
      clearTimeout(soon);
      child.close();
      const wallSeconds = (performance.now() - started) / 1000;
      const use = cgroup?.use();
      await cgroup?.remove();
      if (use?.outOfMemory) stop ??= 'memory';
      const counted = use?.peakMegabytes ?? 0;
      // A compiler's peak is not the program's.
      const peak = !run.compiles && counted > (run.startMegabytes ?? 0) ? counted : watcher.peakMegabytes;
      const { cpuAtStart, starved } = watcher;
      resolve({
        ...(stop && { stop }),
        starved,
        stdout: stdout.bytes(),
        stderr: stderr.bytes(),
        results: results?.bytes() ?? Buffer.alloc(0),
        status: status?.bytes().toString() ?? '',
        ...(artefact && !artefact.exceeded() && { artefact: artefact.bytes() }),
        wallSeconds,
        ...(peak > 0 && { peakMegabytes: peak }),
        sampledCpuSeconds: watcher.cpuSeconds,
        ...(use?.cpuSeconds !== undefined &&
          !Number.isNaN(cpuAtStart) && { treeCpuSeconds: use.cpuSeconds - cpuAtStart }),
        ...(!Number.isNaN(cpuAtStart) && { cpuAtStart }),
        ...(failure !== undefined && { failure }),
      });
    };
    void child.ended.then(async (reason) => {
      clearTimeout(look);
      await gone();
      failure = reason ?? failure;
      await finish();
    });
    if (child.pid !== undefined) look = setTimeout(watch, FIRST_LOOK_MILLISECONDS);
  });
}

function start({ gate, ...run }: Supervision, cgroup: JobCgroup | undefined): StartedProcess {
  return startProcess({
    ...run,
    ...(gate && { inputs: new Map([...run.inputs, [FD.gate, gate]]) }),
    ...(cgroup && { gate: { fd: FD.gate, opens: (pid: number) => cgroup.place(pid) } }),
    outputs: [
      1,
      2,
      FD.status,
      ...(run.hasResults ? [FD.results] : []),
      ...(run.artefactFd === undefined ? [] : [run.artefactFd]),
    ],
    ...(run.stays && { hold: FD.hold }),
  });
}

/** Waits until killed processes are gone; one that nobody reaps is dead and as good as gone after a while. */
async function allGone(killed: readonly KnownProcess[]): Promise<void> {
  const since = performance.now();
  for (let pause = 1; ; pause = Math.min(pause * 2, 20)) {
    const waited = performance.now() - since;
    const enough = waited < REAPED_MILLISECONDS ? 'reaped' : 'dead';
    if (waited > GONE_MILLISECONDS || !killed.some((each) => isThere(each, enough))) return;
    await setTimeoutAsync(pause);
  }
}
