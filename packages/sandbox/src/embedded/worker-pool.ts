import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SandboxCallResult } from '@touchstone-rl/core';
import type { Job, LayerResult } from '../layer.ts';
import { sampleTree } from '../native/tree.ts';
import type { EngineName, WorkerReply } from './engine.ts';

/** Where the compiled worker is: beside this file, or in `dist` when this file runs from its source. */
const WORKER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/embedded/worker.js' : './worker.js', import.meta.url),
);

const LOOK_MILLISECONDS = 100;
/** The engine notices a limit first; these are for when it cannot. */
const GRACE_SECONDS = 0.2;
const WORKER_MEGABYTES = 256;
/** A worker is replaced after so many jobs, so that nothing can pile up in it. */
const JOBS_PER_WORKER = 1000;

interface Worker {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  jobs: number;
}

/** How a worker ended a job: with a result, or by going away. */
export type WorkerOutcome = { readonly result: LayerResult } | { readonly gone: string };

/** Worker processes for one engine, kept warm between jobs; each takes one job at a time. */
export class WorkerPool {
  readonly #engine: EngineName;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  #nextId = 0;
  #disposed = false;

  readonly #jobsPerWorker: number;

  constructor(engine: EngineName, { jobsPerWorker = JOBS_PER_WORKER } = {}) {
    this.#engine = engine;
    this.#jobsPerWorker = jobsPerWorker;
  }

  /** Runs a job. How many run at once is the caller's to bound. */
  async run(job: Job): Promise<WorkerOutcome> {
    const worker = this.#idle.pop() ?? this.#start();
    try {
      await worker.ready;
    } catch (error) {
      this.#end(worker);
      throw error;
    }
    const outcome = await this.#ask(worker, job);
    worker.jobs++;
    const spent = 'gone' in outcome || worker.jobs >= this.#jobsPerWorker || this.#disposed;
    if (spent || !this.#all.has(worker)) this.#end(worker);
    else this.#idle.push(worker);
    return outcome;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const ended = [...this.#all].map((worker) => {
      const { child } = worker;
      if (child.exitCode !== null || child.signalCode !== null) return undefined;
      // Its end is waited for, so from here on it keeps the program alive.
      this.#hold(worker, true);
      return once(child, 'exit');
    });
    for (const worker of this.#all) this.#end(worker);
    await Promise.all(ended);
  }

  #start(): Worker {
    const child = fork(WORKER, [this.#engine], {
      env: {},
      execArgv: ['--max-old-space-size=256'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const ready = new Promise<void>((resolve, reject) => {
      child.once('message', (reply: WorkerReply) => {
        if ('failed' in reply) reject(new Error(reply.failed));
        else resolve();
      });
      child.once('exit', () => reject(new Error(`the ${this.#engine} worker ended before it was ready`)));
      child.once('error', reject);
    });
    const worker: Worker = { child, ready, jobs: 0 };
    this.#all.add(worker);
    child.once('exit', () => this.#all.delete(worker));
    // An idle worker does not keep the program alive.
    ready.then(
      () => this.#hold(worker, false),
      () => undefined,
    );
    return worker;
  }

  #hold({ child }: Worker, hold: boolean): void {
    if (hold) {
      child.ref();
      child.channel?.ref();
    } else {
      child.unref();
      child.channel?.unref();
    }
  }

  #end(worker: Worker): void {
    this.#all.delete(worker);
    const at = this.#idle.indexOf(worker);
    if (at !== -1) this.#idle.splice(at, 1);
    worker.child.kill('SIGKILL');
  }

  #ask(worker: Worker, job: Job): Promise<WorkerOutcome> {
    const { child } = worker;
    const id = this.#nextId++;
    const started = performance.now();
    this.#hold(worker, true);
    return new Promise((resolve) => {
      let before: number | undefined;
      const results: SandboxCallResult[] = [];
      const finish = (outcome: WorkerOutcome): void => {
        clearInterval(look);
        child.off('message', onMessage);
        child.off('exit', onExit);
        this.#hold(worker, false);
        resolve(outcome);
      };
      const onMessage = (reply: WorkerReply): void => {
        if (!('id' in reply) || reply.id !== id) return;
        if ('results' in reply) results.push(...reply.results);
        else finish('result' in reply ? { result: reply.result } : { gone: reply.fault });
      };
      const onExit = (code: number | null, signal: string | null): void =>
        finish({ gone: `the ${this.#engine} worker ended (${signal ?? code})` });
      const stop = (status: LayerResult['status'], reason: string, cpuSeconds: number): void => {
        finish({
          result: {
            status,
            reason,
            stdout: '',
            stderr: '',
            ...(job.calls && { results }),
            usage: { cpuSeconds, wallSeconds: (performance.now() - started) / 1000 },
          },
        });
        this.#end(worker);
      };
      const look = setInterval(() => {
        const sample = sampleTree(child.pid!);
        before ??= sample.cpuSeconds;
        const cpu = sample.cpuSeconds - before;
        const { cpuSeconds, wallSeconds, memoryMegabytes } = job.limits;
        if (cpu > cpuSeconds + GRACE_SECONDS)
          stop('time-limit', `more than ${cpuSeconds} s of CPU time`, cpu);
        else if (sample.memoryMegabytes > memoryMegabytes + WORKER_MEGABYTES) {
          stop('memory-limit', `more than ${memoryMegabytes} MiB of memory`, cpu);
        } else if ((performance.now() - started) / 1000 > wallSeconds) {
          stop('time-limit', `more than ${wallSeconds} s of wall time`, cpu);
        }
      }, LOOK_MILLISECONDS);
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.send({ id, job }, (error) => {
        if (error) finish({ gone: error.message });
      });
    });
  }
}
