import { makeCgroup, type JobCgroup } from './cgroup.ts';
import { FD } from './script.ts';
import { startProcess, type StartedProcess } from './start-process.ts';
import type { Supervision } from './supervise.ts';
import { cgroupLimits } from './watcher.ts';

/** A command that has been started and waits for its inputs. */
export interface Prepared {
  readonly child: StartedProcess;
  readonly cgroup?: JobCgroup;
}

/** All of a run that must be known before its inputs are. */
export type Preparation = Omit<Supervision, 'inputs'> & { readonly inputFds: readonly number[] };

/** Starts a command. It reads its gate when it is where it belongs, and its inputs when there is a job for it. */
export function prepare(run: Preparation): Prepared {
  const { gate } = run;
  const cgroup = gate && makeCgroup(cgroupLimits(run));
  const child = startProcess({
    ...run,
    inputs: new Map([...(run.earlyInputs ?? []), ...(gate && !cgroup ? [[FD.gate, gate] as const] : [])]),
    later: cgroup ? [...run.inputFds, FD.gate] : run.inputFds,
    outputs: [
      1,
      2,
      FD.status,
      ...(run.hasResults ? [FD.results] : []),
      ...(run.artefactFd === undefined ? [] : [run.artefactFd]),
    ],
    ...(run.stays && { hold: FD.hold }),
  });
  if (cgroup && child.pid !== undefined) {
    void cgroup.place(child.pid).then(() => child.feed(FD.gate, gate!));
  }
  return { child, ...(cgroup && { cgroup }) };
}
