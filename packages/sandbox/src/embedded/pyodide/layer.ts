import { randomBytes } from 'node:crypto';
import { inconclusive, type Job, type Layer, type LayerResult } from '../../layer.ts';
import { supervise, type WaitingProcess } from '../../native/supervise.ts';
import { makeHome, missingParts, removeHome, type Home } from './home.ts';
import type { PyodideJob } from './interpreter.ts';
import { readRun } from './result.ts';
import { Spares } from './spare.ts';

/** Deno's and CPython's own memory and threads. */
const OVERHEAD = { processes: 64, megabytes: 240 };
/** What the interpreter itself takes of its WebAssembly memory, which is never larger than this and the program's. */
const INTERPRETER_MEGABYTES = 32;
/** A byte of output as JSON takes six bytes at most. */
const FRAME_FACTOR = 8;

/** @param spares - interpreters that are started before they are needed */
export function pyodideLayer({ spares = 1 } = {}): Layer {
  let started: Promise<Interpreters> | undefined;
  const interpreters = (): Promise<Interpreters> => (started ??= Interpreters.make(spares));
  return {
    name: 'pyodide',
    isolation: 'proven',
    languages: ['python'],
    contains:
      'files, network, processes and secrets, by the rights of its Deno process; memory, CPU and output by watching',
    async available() {
      const missing = missingParts();
      if (missing.length > 0) {
        return {
          ok: false,
          reason: `${missing.join(' and ')} not installed`,
          fix: `npm install ${missing.join(' ')}`,
        };
      }
      const { home } = await interpreters();
      return { ok: true, detail: home.snapshot ? 'from a snapshot' : 'without a snapshot' };
    },
    async run(job) {
      return (await interpreters()).run(job);
    },
    async dispose() {
      await (await started)?.dispose();
    },
  };
}

/**
 * CPython in Pyodide, compiled to WebAssembly, in a Deno process of its own for each program, which may read Pyodide's
 * folder and nothing else. Started from a snapshot of its memory, before the program is there: no limit of a program
 * counts what that takes.
 */
class Interpreters {
  home: Home;
  readonly #most: number;
  #spares: Spares;
  #remade: Promise<void> | undefined;

  private constructor(home: Home, spares: number) {
    this.home = home;
    this.#most = spares;
    this.#spares = new Spares(home, spares);
  }

  static async make(spares: number): Promise<Interpreters> {
    return new Interpreters(await makeHome(), spares);
  }

  async run(job: Job): Promise<LayerResult> {
    const megabytes = Math.ceil(job.limits.memoryMegabytes) + INTERPRETER_MEGABYTES;
    let waiting: WaitingProcess;
    try {
      waiting = await this.#take(megabytes);
    } catch (error) {
      return inconclusive('infrastructure', `Pyodide did not start: ${(error as Error).message}`);
    }
    const nonce = randomBytes(16).toString('hex');
    const told: PyodideJob = {
      nonce,
      source: job.source,
      stdin: job.stdin,
      files: job.files,
      ...(job.calls && { calls: job.calls }),
      outputBytes: job.limits.outputKilobytes * 1024,
    };
    waiting.child.write(Buffer.from(`${JSON.stringify(told)}\n`));
    const run = await supervise({
      waiting,
      command: this.home.deno,
      arguments: [],
      environment: {},
      folder: this.home.folder,
      hasResults: false,
      inputs: new Map(),
      limits: { ...job.limits, outputKilobytes: job.limits.outputKilobytes * FRAME_FACTOR },
      overhead: OVERHEAD,
      compileCpuSeconds: 0,
    });
    return readRun(run, job, nonce, this.home.packages);
  }

  /** A snapshot that a process before this one kept may be broken: it is made again, once. */
  async #take(megabytes: number): Promise<WaitingProcess> {
    try {
      return await this.#spares.take(megabytes);
    } catch {
      await (this.#remade ??= this.#remake());
      return this.#spares.take(megabytes);
    }
  }

  async #remake(): Promise<void> {
    await this.dispose();
    this.home = await makeHome({ anew: true });
    this.#spares = new Spares(this.home, this.#most);
  }

  async dispose(): Promise<void> {
    await this.#spares.dispose();
    removeHome(this.home);
  }
}
