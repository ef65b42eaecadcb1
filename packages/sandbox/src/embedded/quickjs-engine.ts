import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  EvalFlags,
  JSException,
  QuickJS,
  type JSValueHandle,
  type QuickJSOptions,
  type Snapshot,
} from 'quickjs-wasi';
import { readMessages } from '../harness/messages.ts';
import { QUICKJS_BOOT } from '../harness/quickjs.ts';
import type { Job, LayerResult } from '../layer.ts';
import { isModule } from '../native/program.ts';
import type { Engine } from './engine.ts';

/** QuickJS's own stack; more than this, and unwinding it again and again can overrun the machine's megabyte. */
const STACK_BYTES = 256 * 1024;
const RESULTS_FACTOR = 8;
/** Interrupts come every few hundred microseconds; looking at the clock in each would be waste. */
const INTERRUPTS_PER_LOOK = 4;

/** Of the host that a program written for Node or a browser expects, what is not there. */
const NODE_GLOBALS =
  /'?\b(Buffer|URL|URLSearchParams|Intl|fetch|TextEncoder|TextDecoder|crypto|structuredClone|WebAssembly|AbortController|Atomics|SharedArrayBuffer|Blob|EventEmitter|__filename|__dirname)\b'? is not defined/;
/** Errors that say that this machine is smaller than Node's. */
const SMALLER = /Maximum call stack size exceeded|memory access out of bounds|Intl is not/;

/** Node has it, its types for Node 20 do not. */
const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: { compile(bytes: Uint8Array): Promise<QuickJSOptions['wasm']> };
};

const OUT_OF_MEMORY = 'InternalError: out of memory';

interface Machine {
  readonly module: QuickJSOptions['wasm'];
  readonly snapshot: Snapshot;
  /** Names the boot value in every machine made from the snapshot. */
  readonly boot: number;
}

/** JavaScript in QuickJS, compiled to WebAssembly: every job in a fresh machine made from one snapshot. */
export async function createQuickjsEngine(): Promise<Engine> {
  const machine = await prepareMachine();
  return (job) => new QuickjsRun(machine, job).result();
}

async function prepareMachine(): Promise<Machine> {
  const path = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm');
  const module = await webAssembly.compile(readFileSync(path));
  const vm = await QuickJS.create({ wasm: module, timezoneOffset: 0, maxStackSize: STACK_BYTES });
  vm.setProp(
    vm.global,
    '__host',
    vm.newFunction('__host', () => vm.undefined),
  );
  const boot = vm.exportHandle(vm.evalCode(QUICKJS_BOOT, 'boot.js'));
  return { module, boot, snapshot: vm.snapshot() };
}

type Stop = 'time' | 'output' | 'results';

/** One program in one machine. */
class QuickjsRun {
  readonly #machine: Machine;
  readonly #job: Job;
  readonly #started = performance.now();
  readonly #cpuAtStart = process.cpuUsage();
  readonly #text = { stdout: '', stderr: '' };
  #results = '';
  #stop: Stop | undefined;
  #interrupts = 0;
  #exit: number | undefined;
  #unsupported: string | undefined;
  #inexact: string | undefined;
  #rejection: string | undefined;
  #memoryBytes = 0;

  constructor(machine: Machine, job: Job) {
    this.#machine = machine;
    this.#job = job;
  }

  async result(): Promise<LayerResult> {
    let failure: string | undefined;
    try {
      failure = await this.#run();
    } catch (error) {
      failure = describe(error);
    }
    return this.#judge(failure);
  }

  async #run(): Promise<string | undefined> {
    const { module, snapshot, boot } = this.#machine;
    const job = this.#job;
    const options: QuickJSOptions = {
      wasm: module,
      timezoneOffset: 0,
      maxStackSize: STACK_BYTES,
      memoryLimit: Math.min(job.limits.memoryMegabytes, 4000) * 2 ** 20,
      interruptHandler: () => this.#interrupted(),
      onUnhandledRejection: (_, reason, isHandled) => {
        this.#rejection = isHandled ? undefined : shown(reason);
      },
      moduleLoader: {
        load: (name) => {
          const file = job.files[name.replace(/^\.\//, '')];
          if (file !== undefined) return file;
          this.#unsupported ??= `the module "${name}"`;
          throw new Error(`Cannot find module '${name}'`);
        },
      },
    };
    const vm = await QuickJS.restore(snapshot, options);
    try {
      vm.registerHostCallback('__host', (kind, text) => {
        this.#receive(kind!.toString(), text!.toString());
        return vm.undefined;
      });
      return this.#drive(vm, vm.importHandle(boot));
    } finally {
      this.#memoryBytes = vm._getMemory().buffer.byteLength;
      vm.dispose();
    }
  }

  #drive(vm: QuickJS, boot: JSValueHandle): string | undefined {
    const { source, calls, stdin } = this.#job;
    const call = (name: string, ...values: JSValueHandle[]): JSValueHandle =>
      vm.callFunction(boot.getProp(name), boot, ...values);
    call('setInput', vm.newString(stdin));
    let names = vm.undefined;
    try {
      if (isModule(source)) {
        names = vm.evalCode(source, 'main.mjs', EvalFlags.TYPE_MODULE);
      } else vm.evalCode(source, 'main.js');
    } catch (error) {
      const text = describe(error);
      if (this.#exit === undefined && !this.#stop) {
        this.#results += text.startsWith('SyntaxError')
          ? `\n- ${JSON.stringify({ compile: text })}\n`
          : `\n- ${JSON.stringify({ load: text })}\n`;
        return text;
      }
      return undefined;
    }
    if (calls) {
      vm.callFunction(boot.getProp('calls'), boot, vm.newString(JSON.stringify(calls)), names);
    }
    return this.#settle(vm, () => call('turn').consume((more) => vm.dump(more) === true));
  }

  /** Runs promise jobs and timers until there are none, the calls are answered, or the program is ended. */
  #settle(vm: QuickJS, turn: () => boolean): string | undefined {
    const answered = (): boolean =>
      this.#job.calls !== undefined && this.#results.endsWith('{"done":true}\n');
    try {
      do {
        vm.executePendingJobs();
        if (answered() || this.#stop || this.#exit !== undefined) return undefined;
        if (this.#rejection !== undefined && !this.#job.calls) return this.#rejection;
      } while (turn());
      if (this.#rejection !== undefined) return this.#rejection;
    } catch (error) {
      return this.#exit === undefined ? describe(error) : undefined;
    }
    return undefined;
  }

  #receive(kind: string, text: string): void {
    const most = this.#job.limits.outputKilobytes * 1024;
    // What a program does after it has asked to leave, it does not do.
    if (this.#exit !== undefined) return;
    switch (kind) {
      case 'stdout':
      case 'stderr': {
        const room = most - this.#text[kind].length;
        this.#text[kind] += text.slice(0, Math.max(0, room));
        if (text.length > room && kind === 'stdout') this.#stop ??= 'output';
        break;
      }
      case 'result':
        if (this.#results.length + text.length > most * RESULTS_FACTOR) this.#stop ??= 'results';
        else this.#results += `- ${text}\n`;
        break;
      case 'exit':
        this.#exit = Number(text) || 0;
        break;
      case 'inexact':
        this.#inexact ??= text;
        break;
      default:
        this.#unsupported ??= text;
    }
  }

  #interrupted(): boolean {
    if (this.#stop || this.#exit !== undefined) return true;
    if (++this.#interrupts % INTERRUPTS_PER_LOOK !== 0) return false;
    if (this.#cpuSeconds() > this.#job.limits.cpuSeconds) this.#stop = 'time';
    return this.#stop !== undefined;
  }

  #cpuSeconds(): number {
    const { user, system } = process.cpuUsage(this.#cpuAtStart);
    return (user + system) / 1e6;
  }

  #judge(failure: string | undefined): LayerResult {
    const { calls, limits } = this.#job;
    const report = readMessages(Buffer.from(this.#results), '-', calls ?? []);
    const ended = (status: LayerResult['status'], reason?: string): LayerResult => ({
      status,
      ...(reason !== undefined && { reason }),
      ...this.#text,
      ...(calls && { results: report.results }),
      ...(this.#exit !== undefined && { exitCode: this.#exit }),
      usage: {
        cpuSeconds: this.#cpuSeconds(),
        wallSeconds: (performance.now() - this.#started) / 1000,
        memoryMegabytes: this.#memoryBytes / 2 ** 20,
      },
    });
    if (this.#stop === 'time') return ended('time-limit', `more than ${limits.cpuSeconds} s of CPU time`);
    if (this.#stop === 'output')
      return ended('output-limit', `more than ${limits.outputKilobytes} KiB of output`);
    if (this.#stop === 'results') return ended('output-limit', 'results too large to carry');
    const errors = report.results.flatMap((result) => ('error' in result ? [result.error] : []));
    const missing = this.#missing(failure, errors);
    if (missing !== undefined) return ended('unsupported', missing);
    if ([failure ?? '', ...errors].some((error) => error === OUT_OF_MEMORY)) {
      return ended('memory-limit', `more than ${limits.memoryMegabytes} MiB of memory`);
    }
    if (report.compileError !== undefined) return ended('compile-error', report.compileError);
    if (failure !== undefined) return ended('runtime-error', failure);
    if (this.#exit) return ended('runtime-error', `exit code ${this.#exit}`);
    if (calls && !report.done) {
      return ended('runtime-error', `the program ended before call ${report.results.length + 1} returned`);
    }
    return ended('ok');
  }

  /** What the program lacked here and would have had in Node, when it failed for it. */
  #missing(failure: string | undefined, errors: readonly string[]): string | undefined {
    for (const error of failure === undefined ? errors : [failure, ...errors]) {
      const global = NODE_GLOBALS.exec(error);
      if (global) return `the global "${global[1]}" is not there`;
      if (SMALLER.test(error)) return error;
      if (this.#unsupported !== undefined) return `${this.#unsupported} is not there`;
    }
    if (!this.#job.calls && this.#inexact !== undefined)
      return `${this.#inexact} may be laid out otherwise in Node`;
    return undefined;
  }
}

function describe(error: unknown): string {
  if (error instanceof JSException) {
    try {
      return `${error.name}: ${error.message}`.slice(0, 2000);
    } catch {
      return 'an error that cannot be shown';
    }
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function shown(handle: JSValueHandle): string {
  try {
    return handle.toString().slice(0, 2000);
  } catch {
    return 'an error that cannot be shown';
  }
}
