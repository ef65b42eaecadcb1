import { isPromise, startWithDeadline } from './deadline.ts';
import { messageOf, TouchstoneError } from './errors.ts';
import type { HookName } from './hooks.ts';
import type { Ledger, PluginFailure } from './ledger.ts';

/**
 * What a guarded call came to.
 *
 * @example
 * const asText = (outcome: Outcome<Verdict>): string =>
 *   outcome.ok ? outcome.value.verdict : formatFailure(outcome.failure);
 */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: PluginFailure };

/** Where the kernel calls into a plugin. */
export interface CallSite {
  readonly plugin: string;
  readonly hook: HookName | 'verify' | 'setup';
  readonly seedId?: string;
}

/**
 * Calls into a plugin: with a deadline, timed, and with every error attributed. The failure is data; the
 * caller decides whether it ends the run.
 */
export async function guard<T>(
  site: CallSite,
  deadlineMilliseconds: number,
  ledger: Ledger,
  fn: () => T | Promise<T>,
): Promise<Outcome<T>> {
  const started = performance.now();
  try {
    const result = startWithDeadline(fn, deadlineMilliseconds);
    // A synchronous call is timed before anything else can run.
    const value = isPromise(result) ? await result : result;
    ledger.record(site.plugin, site.hook, performance.now() - started, false);
    return { ok: true, value };
  } catch (thrown) {
    ledger.record(site.plugin, site.hook, performance.now() - started, true);
    const outcome = failureOf(site, thrown);
    ledger.fail(outcome.failure);
    return outcome;
  }
}

/** What a call that threw came to. */
export function failureOf(site: CallSite, thrown: unknown): Outcome<never> & { ok: false } {
  return { ok: false, failure: { ...site, message: describe(thrown) } };
}

function describe(thrown: unknown): string {
  const message = messageOf(thrown);
  const readOnly = /Cannot (assign to read only|add|delete|define) property|object is not extensible/.test(
    message,
  );
  return readOnly ? `tried to change what it was given, which is frozen: ${message}` : message;
}

/**
 * One line naming plugin, hook and seed: `plugin "x" in computeReward on seed s1: boom`.
 *
 * @example
 * formatFailure({ plugin: 'brevity', hook: 'computeReward', seedId: 'sum-1', message: 'boom' });
 * // 'plugin "brevity" in computeReward on seed sum-1: boom'
 */
export function formatFailure({ plugin, hook, seedId, message }: PluginFailure): string {
  return `plugin "${plugin}" in ${hook}${seedId === undefined ? '' : ` on seed ${seedId}`}: ${message}`;
}

/** The error that a failure becomes where it may not be treated as data. */
export function failureError(failure: PluginFailure, fix?: string): TouchstoneError {
  return new TouchstoneError({
    code: 'PLUGIN_FAILED',
    message: formatFailure(failure),
    place: `plugin "${failure.plugin}", hook ${failure.hook}`,
    fix: fix ?? 'mend the plugin, or remove it from the config',
  });
}
