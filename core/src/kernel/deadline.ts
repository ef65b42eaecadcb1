import { Script } from 'node:vm';

const CALL = Symbol.for('touchstone.guarded-call');
const script = new Script(`globalThis[Symbol.for('touchstone.guarded-call')]()`, {
  filename: 'touchstone:guarded-call',
});

/**
 * Thrown when a call overran its deadline.
 *
 * @example
 * const endless = (): never => {
 *   for (;;);
 * };
 * await callWithDeadline(endless, 50).catch((error) => error instanceof DeadlineError); // true
 */
export class DeadlineError extends Error {
  constructor(milliseconds: number) {
    super(`did not finish within ${milliseconds} ms`);
    this.name = 'DeadlineError';
  }
}

/**
 * Calls a function with a deadline that really ends it. Synchronous work, endless loops and runaway regular
 * expressions included, is terminated by V8's watchdog. A returned promise is raced with a timer; work that
 * it does after its first `await` is abandoned, not terminated, because only a thread of its own could be.
 *
 * @example
 * try {
 *   await callWithDeadline(() => fetch('https://example.org/judge'), 5_000);
 * } catch (error) {
 *   if (error instanceof DeadlineError) console.error('the judge took longer than five seconds');
 * }
 */
export async function callWithDeadline<T>(fn: () => T | Promise<T>, milliseconds: number): Promise<T> {
  return startWithDeadline(fn, milliseconds);
}

/** The same, but a synchronous function's result or error is there at once. */
export function startWithDeadline<T>(fn: () => T | Promise<T>, milliseconds: number): T | Promise<T> {
  const started = performance.now();
  const result = callSynchronously(fn, milliseconds);
  if (!isPromise(result)) return result;
  const remaining = Math.max(1, milliseconds - (performance.now() - started));
  return settleWithin(result, remaining, new DeadlineError(milliseconds));
}

async function settleWithin<T>(result: Promise<T>, milliseconds: number, error: Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(error), milliseconds);
  });
  try {
    return await Promise.race([result, expiry]);
  } finally {
    clearTimeout(timer);
  }
}

/** Calls a synchronous function, which V8's watchdog ends at the deadline. */
export function callSynchronously<T>(fn: () => T, milliseconds: number): T {
  const scope = globalThis as { [CALL]?: unknown };
  const outer = scope[CALL];
  scope[CALL] = fn;
  try {
    return script.runInThisContext({ timeout: Math.max(1, Math.ceil(milliseconds)) }) as T;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw new DeadlineError(milliseconds);
    }
    throw error;
  } finally {
    scope[CALL] = outer;
  }
}

/** Whether a value must be awaited. */
export function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
