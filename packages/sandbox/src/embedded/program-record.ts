import { readMessages } from '../harness/messages.ts';
import type { Job, LayerResult } from '../layer.ts';

const RESULTS_FACTOR = 8;
/** Stands for the nonce: programs in a machine of their own have no channel on which they could imitate it. */
const MARK = '-';

/** Of the host that a program written for Node or a browser expects, what is not there. */
const NODE_GLOBALS =
  /'?\b(Buffer|URL|URLSearchParams|Intl|fetch|TextEncoder|TextDecoder|crypto|structuredClone|WebAssembly|AbortController|Atomics|SharedArrayBuffer|Blob|EventEmitter|__filename|__dirname)\b'? is not defined/;
/** Errors that say that this machine is smaller than Node's. */
const SMALLER = /Maximum call stack size exceeded|memory access out of bounds/;
const OUT_OF_MEMORY = 'InternalError: out of memory';

export type Stop = 'time' | 'output' | 'results';

/** What a JavaScript program in a machine of its own has said so far, and what that means at its end. */
export class ProgramRecord {
  readonly #job: Job;
  readonly #text = { stdout: '', stderr: '' };
  #results = '';
  #unsupported: string | undefined;
  #inexact: string | undefined;
  stop: Stop | undefined;
  exit: number | undefined;

  constructor(job: Job) {
    this.#job = job;
  }

  /** All calls have been answered. */
  get answered(): boolean {
    return this.#job.calls !== undefined && this.#results.endsWith('{"done":true}\n');
  }

  /** Takes what the program's machine sends; what a program does after it has asked to leave, it does not do. */
  receive(kind: string, text: string): void {
    if (this.exit !== undefined) return;
    const most = this.#job.limits.outputKilobytes * 1024;
    switch (kind) {
      case 'stdout':
      case 'stderr': {
        const room = most - this.#text[kind].length;
        this.#text[kind] += text.slice(0, Math.max(0, room));
        if (text.length > room && kind === 'stdout') this.stop ??= 'output';
        break;
      }
      case 'result':
        if (this.#results.length + text.length > most * RESULTS_FACTOR) this.stop ??= 'results';
        else this.#results += `${MARK} ${text}\n`;
        break;
      case 'exit':
        this.exit = Number(text) || 0;
        break;
      case 'inexact':
        this.#inexact ??= text;
        break;
      default:
        this.#unsupported ??= text;
    }
  }

  /** The program could not be read, or threw before any call. */
  failedToLoad(error: string): void {
    this.receive(
      'result',
      JSON.stringify(error.startsWith('SyntaxError') ? { compile: error } : { load: error }),
    );
  }

  judge(failure: string | undefined, usage: LayerResult['usage']): LayerResult {
    const { calls, limits } = this.#job;
    const report = readMessages(Buffer.from(this.#results), MARK, calls ?? []);
    const ended = (status: LayerResult['status'], reason?: string): LayerResult => ({
      status,
      ...(reason !== undefined && { reason }),
      ...this.#text,
      ...(calls && { results: report.results }),
      ...(this.exit !== undefined && { exitCode: this.exit }),
      usage,
    });
    if (this.stop === 'time') return ended('time-limit', `more than ${limits.cpuSeconds} s of CPU time`);
    if (this.stop === 'output')
      return ended('output-limit', `more than ${limits.outputKilobytes} KiB of output`);
    if (this.stop === 'results') return ended('output-limit', 'results too large to carry');
    const errors = report.results.flatMap((result) => ('error' in result ? [result.error] : []));
    const missing = this.#missing(failure === undefined ? errors : [failure, ...errors]);
    if (missing !== undefined) return ended('unsupported', missing);
    if ([failure, ...errors].includes(OUT_OF_MEMORY)) {
      return ended('memory-limit', `more than ${limits.memoryMegabytes} MiB of memory`);
    }
    if (report.compileError !== undefined) return ended('compile-error', report.compileError);
    if (failure !== undefined) return ended('runtime-error', failure);
    if (this.exit) return ended('runtime-error', `exit code ${this.exit}`);
    if (calls && !report.done) {
      return ended('runtime-error', `the program ended before call ${report.results.length + 1} returned`);
    }
    return ended('ok');
  }

  /** What the program lacked here and would have had in Node, when it failed for it. */
  #missing(errors: readonly string[]): string | undefined {
    for (const error of errors) {
      const global = NODE_GLOBALS.exec(error);
      if (global) return `the global "${global[1]}" is not there`;
      if (SMALLER.test(error)) return error;
      if (this.#unsupported !== undefined) return `${this.#unsupported} is not there`;
    }
    if (this.#job.calls || this.#inexact === undefined) return undefined;
    return `${this.#inexact} may be laid out otherwise in Node`;
  }
}
