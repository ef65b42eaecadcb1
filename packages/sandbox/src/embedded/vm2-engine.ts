import { createRequire } from 'node:module';
import { QUICKJS_BOOT } from '../harness/quickjs.ts';
import { resolvePeer } from '../peer.ts';
import type { Engine } from './engine.ts';
import { ProgramRecord } from './program-record.ts';

/** What is used of vm2, which brings no types that fit an optional package. */
interface Vm2 {
  readonly VM: new (options: object) => { run(source: string, name?: string): unknown };
}

/** The value of the boot program, seen through vm2's proxies. */
interface Boot {
  setInput(text: string): void;
  calls(text: string, names: undefined): Promise<void>;
  turn(): boolean;
}

/** JavaScript in vm2. It isolates nothing that counts: this process may be lost to any program, and is watched. */
export function createVm2Engine(): Engine {
  const path = resolvePeer('vm2');
  if (path === undefined) throw new Error('vm2 is not installed');
  const { VM } = createRequire(import.meta.url)(path) as Vm2;
  return async (job) => {
    const started = performance.now();
    const record = new ProgramRecord(job);
    const host = (kind: unknown, text: unknown): boolean => {
      record.receive(String(kind), String(text));
      return record.stop !== undefined;
    };
    const vm = new VM({ timeout: job.limits.cpuSeconds * 1000, sandbox: { __host: host } });
    let failure: string | undefined;
    try {
      const boot = vm.run(QUICKJS_BOOT, 'boot.js') as Boot;
      boot.setInput(job.stdin);
      try {
        vm.run(job.source, 'main.js');
      } catch (error) {
        if (record.exit === undefined) record.failedToLoad(describe(error));
        throw error;
      }
      if (job.calls) await boot.calls(JSON.stringify(job.calls), undefined);
      while (record.exit === undefined && !record.answered && !record.stop && boot.turn()) {
        // Lets the promises that a timer settled run before the next one.
        await new Promise(setImmediate);
      }
    } catch (error) {
      if (describe(error).includes('timed out')) record.stop = 'time';
      if (record.exit === undefined) failure = describe(error);
    }
    const { user, system } = process.cpuUsage();
    return record.judge(failure, {
      cpuSeconds: (user + system) / 1e6,
      wallSeconds: (performance.now() - started) / 1000,
    });
  };
}

function describe(error: unknown): string {
  try {
    return error instanceof Error
      ? `${error.name}: ${error.message}`.slice(0, 2000)
      : String(error).slice(0, 2000);
  } catch {
    return 'an error that cannot be shown';
  }
}
