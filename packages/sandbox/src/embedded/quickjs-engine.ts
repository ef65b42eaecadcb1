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
import { QUICKJS_BOOT } from '../harness/quickjs.ts';
import type { Job, LayerResult } from '../layer.ts';
import { LOOK_UP } from '../harness/javascript.ts';
import { isModule } from '../native/program.ts';
import type { Engine } from './engine.ts';
import { ProgramRecord } from './program-record.ts';

/** QuickJS's own stack; more than this, and unwinding it again and again can overrun the machine's megabyte. */
const STACK_BYTES = 256 * 1024;
/** Interrupts come every few hundred microseconds; looking at the clock in each would be waste. */
const INTERRUPTS_PER_LOOK = 4;

/** Node has it, its types for Node 20 do not. */
const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: { compile(bytes: Uint8Array): Promise<QuickJSOptions['wasm']> };
};

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

/** One program in one machine. */
class QuickjsRun {
  readonly #machine: Machine;
  readonly #job: Job;
  readonly #started = performance.now();
  readonly #cpuAtStart = process.cpuUsage();
  readonly #record: ProgramRecord;
  #interrupts = 0;
  #rejection: string | undefined;
  #memoryBytes = 0;

  constructor(machine: Machine, job: Job) {
    this.#machine = machine;
    this.#job = job;
    this.#record = new ProgramRecord(job);
  }

  async result(): Promise<LayerResult> {
    let failure: string | undefined;
    try {
      failure = await this.#run();
    } catch (error) {
      failure = describe(error);
    }
    return this.#record.judge(failure, {
      cpuSeconds: this.#cpuSeconds(),
      wallSeconds: (performance.now() - this.#started) / 1000,
      memoryMegabytes: this.#memoryBytes / 2 ** 20,
    });
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
          this.#record.receive('unsupported', `the module "${name}"`);
          throw new Error(`Cannot find module '${name}'`);
        },
      },
    };
    const vm = await QuickJS.restore(snapshot, options);
    try {
      vm.registerHostCallback('__host', (kind, text) => {
        this.#record.receive(kind!.toString(), text!.toString());
        return this.#record.stop === undefined ? vm.undefined : vm.true;
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
    const kind = kindOf(vm, source);
    const isNamespace = kind === EvalFlags.TYPE_MODULE;
    let loading: JSValueHandle;
    try {
      const text = isNamespace && calls ? source + LOOK_UP : source;
      loading = vm.evalCode(text, isNamespace ? 'main.mjs' : 'main.js', kind);
      // A script that does not wait has ended; its value is no promise of ours.
      if (kind === EvalFlags.TYPE_GLOBAL) loading = vm.undefined;
    } catch (error) {
      const text = describe(error);
      if (this.#record.exit !== undefined || this.#record.stop) return undefined;
      this.#record.failedToLoad(text);
      return text;
    }
    if (calls) {
      const names = isNamespace ? vm.true : vm.false;
      vm.callFunction(boot.getProp('calls'), boot, vm.newString(JSON.stringify(calls)), loading, names);
    } else if (kind !== EvalFlags.TYPE_GLOBAL) call('watch', loading);
    const failure = this.#settle(vm, () => call('turn').consume((more) => vm.dump(more) === true));
    if (failure !== undefined || this.#record.exit !== undefined || this.#record.stop) return failure;
    const waits = call('waits').consume((handle) => vm.dump(handle) === true);
    return waits ? 'a top-level await that never settles' : undefined;
  }

  /** Runs promise jobs and timers until there are none, the calls are answered, or the program is ended. */
  #settle(vm: QuickJS, turn: () => boolean): string | undefined {
    try {
      do {
        vm.executePendingJobs();
        if (this.#record.answered || this.#record.stop || this.#record.exit !== undefined) return undefined;
        if (this.#rejection !== undefined && !this.#job.calls) return this.#rejection;
      } while (turn());
      if (this.#rejection !== undefined) return this.#rejection;
    } catch (error) {
      return this.#record.exit === undefined ? describe(error) : undefined;
    }
    return undefined;
  }

  #interrupted(): boolean {
    if (this.#record.stop || this.#record.exit !== undefined) return true;
    if (++this.#interrupts % INTERRUPTS_PER_LOOK !== 0) return false;
    if (this.#cpuSeconds() > this.#job.limits.cpuSeconds) this.#record.stop = 'time';
    return this.#record.stop !== undefined;
  }

  #cpuSeconds(): number {
    const { user, system } = process.cpuUsage(this.#cpuAtStart);
    return (user + system) / 1e6;
  }
}

/** How a program is to be read: as a script, unless it is written as a module, or waits at its top. */
function kindOf(vm: QuickJS, source: string): number {
  if (isModule(source)) return EvalFlags.TYPE_MODULE;
  if (!source.includes('await') || compiles(vm, source, EvalFlags.TYPE_GLOBAL)) return EvalFlags.TYPE_GLOBAL;
  return compiles(vm, source, EvalFlags.ASYNC) ? EvalFlags.ASYNC : EvalFlags.TYPE_GLOBAL;
}

function compiles(vm: QuickJS, source: string, kind: number): boolean {
  try {
    vm.evalCode(source, 'main.js', kind | EvalFlags.COMPILE_ONLY).dispose();
    return true;
  } catch {
    return false;
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
