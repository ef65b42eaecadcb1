import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import type { SandboxLimits } from '@touchstone-rl/core';
import { drain, type Capped } from './capped.ts';
import { startProcess, type StartedProcess } from './start-process.ts';
import {
  bytesIn,
  isThere,
  killBelow,
  killTree,
  sampleTree,
  secondsWaiting,
  type KnownProcess,
} from './tree.ts';
import { FD } from './script.ts';

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
  /** Whether the size of the folder is watched, because no file system of its own bounds it. */
  readonly watchesFolder?: boolean;
  /** The script stays after its last report, so that what the program left behind can be found below it. */
  readonly stays?: boolean;
  /** A process that waits for the program, in place of one that is started for it. */
  readonly waiting?: WaitingProcess;
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
  /** CPU that was used before the program started, where it was seen to start. */
  readonly cpuAtStart?: number;
  /** Why the command could not be started or did not go away. */
  readonly failure?: string;
}

const FIRST_LOOK_MILLISECONDS = 50;
const LOOK_MILLISECONDS = 40;
/** The program, its files and a compiler's. */
const FILE_OVERHEAD_BYTES = 16 * 2 ** 20;
const RESULTS_FACTOR = 8;
const ARTEFACT_BYTES = 64 * 2 ** 20;
/** How long the first process may take to reap. */
const REAP_MILLISECONDS = 1000;
/** How long killed processes are waited for to be reaped; some containers have no first process that reaps. */
const REAPED_MILLISECONDS = 3000;
/** How long killed processes may take to be gone. */
const GONE_MILLISECONDS = 10_000;
/** Part of the wall time spent waiting for a processor from which on a run was starved. */
const STARVED_SHARE = 0.25;

/** Runs a command to its end under the limits, with its whole tree watched, drained and, at a limit, killed. */
export function supervise(run: Supervision): Promise<Supervised> {
  const { limits, overhead } = run;
  const started = performance.now();
  const child = run.waiting?.child ?? start(run);
  const outputBytes = limits.outputKilobytes * 1024;
  let stop: Stop | undefined;
  let starved = false;
  let failure: string | undefined;
  let [peak, cpu] = [0, 0];
  /** CPU at which the program started; not a number until then. */
  let before = run.waiting?.cpuSeconds ?? NaN;
  const waitedBefore = run.waiting ? secondsWaiting(child.pid!) : 0;

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
      soon = setTimeout(() => killed.push(...killTree(child.pid!)), after);
      lost = setTimeout(() => {
        failure = 'its processes could not be ended';
        finish();
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
    if (run.stays) {
      child.outputs.get(FD.status)!.on('data', () => {
        if (!/^(?:exit|compile) /m.test(status!.bytes().toString())) return;
        leave();
        child.release();
      });
    }
    const artefact = run.artefactFd === undefined ? undefined : drained(run.artefactFd, ARTEFACT_BYTES);

    const watch = (): void => {
      const sample = sampleTree(child.pid!);
      peak = Math.max(peak, sample.memoryMegabytes - overhead.megabytes);
      cpu = Math.max(cpu, sample.cpuSeconds);
      const wall = (performance.now() - started) / 1000;
      if (Number.isNaN(before) && status?.bytes().includes('start')) before = sample.cpuSeconds;
      const compiling = Number.isNaN(before) && run.compileCpuSeconds > 0;
      const earlier = run.waiting || run.compileCpuSeconds > 0 ? before : 0;
      const allowed = compiling ? run.compileCpuSeconds : limits.cpuSeconds + earlier;
      if (sample.cpuSeconds > allowed) end('cpu');
      else if (sample.memoryMegabytes > limits.memoryMegabytes + overhead.megabytes) end('memory');
      else if (sample.threads > limits.processes + overhead.processes) end('processes');
      else if (
        run.watchesFolder &&
        bytesIn(run.folder) > limits.fileMegabytes * 2 ** 20 + FILE_OVERHEAD_BYTES
      )
        end('files');
      else if (wall > limits.wallSeconds) {
        const used = cpu - (run.waiting?.cpuSeconds ?? 0);
        const waited = secondsWaiting(child.pid!) - waitedBefore;
        starved = used < limits.cpuSeconds / 2 && waited > wall * STARVED_SHARE;
        end('wall');
      } else {
        look = setTimeout(
          watch,
          Math.min(LOOK_MILLISECONDS, Math.max(1, (limits.wallSeconds - wall) * 1000)),
        );
      }
    };
    const finish = (): void => {
      clearTimeout(look);
      clearTimeout(lost);
      clearTimeout(soon);
      child.close();
      resolve({
        ...(stop && { stop }),
        starved,
        stdout: stdout.bytes(),
        stderr: stderr.bytes(),
        results: results?.bytes() ?? Buffer.alloc(0),
        status: status?.bytes().toString() ?? '',
        ...(artefact && !artefact.exceeded() && { artefact: artefact.bytes() }),
        wallSeconds: (performance.now() - started) / 1000,
        ...(peak > 0 && { peakMegabytes: peak }),
        sampledCpuSeconds: cpu,
        ...(!Number.isNaN(before) && { cpuAtStart: before }),
        ...(failure !== undefined && { failure }),
      });
    };
    void child.ended.then(async (reason) => {
      clearTimeout(look);
      await gone();
      failure = reason ?? failure;
      finish();
    });
    if (child.pid !== undefined) look = setTimeout(watch, FIRST_LOOK_MILLISECONDS);
  });
}

function start(run: Supervision): StartedProcess {
  return startProcess({
    ...run,
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
