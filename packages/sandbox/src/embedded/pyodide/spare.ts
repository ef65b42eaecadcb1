import { startProcess, type StartedProcess } from '../../native/start-process.ts';
import type { WaitingProcess } from '../../native/supervise.ts';
import { killTree, sampleTree } from '../../native/tree.ts';
import { denoArguments, environmentOf, type Home } from './home.ts';

const READY = 'ready\n';
/** How long an interpreter may take to start. Nothing is known of a program that it was to run. */
const START_MILLISECONDS = 120_000;
const MESSAGE_BYTES = 4096;

/** An interpreter that starts, or has, and waits for its one program. */
class Waiting {
  readonly child: StartedProcess;
  /** Rejects with the reason when it does not start. */
  readonly ready: Promise<void>;

  constructor(home: Home, mostMegabytes: number) {
    this.child = startProcess({
      command: home.deno,
      arguments: denoArguments(home, 'run', mostMegabytes),
      environment: environmentOf(home),
      folder: home.folder,
      inputs: new Map(),
      outputs: [1, 2],
      hold: 0,
    });
    this.ready = this.#untilReady();
    // Whoever needs it awaits it; until then it may fail unseen.
    this.ready.catch(() => undefined);
  }

  #untilReady(): Promise<void> {
    const [out, err] = [this.child.outputs.get(1)!, this.child.outputs.get(2)!];
    let [said, complaint] = ['', ''];
    return new Promise((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString('latin1').slice(0, MESSAGE_BYTES);
        if (said.includes(READY)) settle(resolve);
      };
      const complain = (chunk: Buffer): void => {
        complaint = (complaint + chunk.toString()).slice(0, MESSAGE_BYTES);
      };
      const late = setTimeout(() => settle(() => reject(new Error('it took too long'))), START_MILLISECONDS);
      late.unref();
      const settle = (as: () => void): void => {
        clearTimeout(late);
        out.off('data', hear).pause();
        err.off('data', complain).pause();
        as();
      };
      out.on('data', hear);
      err.on('data', complain);
      void this.child.ended.then((reason) =>
        settle(() => reject(new Error(reason ?? (complaint.trim().slice(0, 500) || 'no message')))),
      );
    });
  }

  /** Ends it and waits until it is gone. */
  async end(): Promise<void> {
    if (this.child.pid === undefined) return;
    this.child.keepAlive(true);
    // What it says is read to its end, or its end would not be seen.
    for (const stream of this.child.outputs.values()) stream.resume();
    killTree(this.child.pid);
    await this.child.ended;
    this.child.close();
  }
}

/** Interpreters that are started before they are needed; each runs one program and is never used again. */
export class Spares {
  readonly #home: Home;
  readonly #most: number;
  readonly #kept: { readonly waiting: Waiting; readonly mostMegabytes: number }[] = [];
  readonly #ending = new Set<Promise<void>>();
  #disposed = false;

  constructor(home: Home, most: number) {
    this.#home = home;
    this.#most = most;
  }

  /** An interpreter that is ready; the next is started meanwhile. Throws when it cannot be started. */
  async take(mostMegabytes: number): Promise<WaitingProcess> {
    const at = this.#kept.findIndex((spare) => spare.mostMegabytes === mostMegabytes);
    const waiting = at === -1 ? new Waiting(this.#home, mostMegabytes) : this.#kept.splice(at, 1)[0]!.waiting;
    waiting.child.keepAlive(true);
    try {
      await waiting.ready;
    } catch (error) {
      await waiting.end();
      throw error;
    }
    this.#keep(mostMegabytes);
    return { child: waiting.child, cpuSeconds: sampleTree(waiting.child.pid!).cpuSeconds };
  }

  /** Starts one for the next program, which mostly has the limits of the last. */
  #keep(mostMegabytes: number): void {
    if (this.#disposed || this.#most === 0) return;
    while (this.#kept.length >= this.#most) this.#end(this.#kept.shift()!.waiting);
    const waiting = new Waiting(this.#home, mostMegabytes);
    waiting.child.keepAlive(false);
    this.#kept.push({ waiting, mostMegabytes });
  }

  #end(waiting: Waiting): void {
    const ending = waiting.end().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    for (const { waiting } of this.#kept.splice(0)) this.#end(waiting);
    await Promise.all(this.#ending);
  }
}
