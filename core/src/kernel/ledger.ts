import type { HookName } from './hooks.ts';

/**
 * What the taps of one plugin have cost and how often they failed, by hook.
 *
 * @example
 * const perCall = ({ calls, milliseconds }: TapCost): number => milliseconds / Math.max(1, calls);
 */
export interface TapCost {
  calls: number;
  milliseconds: number;
  failures: number;
}

/**
 * One failure of a plugin: who, where, on which seed, and what it said.
 *
 * @example
 * const seedsThatFailed = (failures: readonly PluginFailure[]): Set<string> =>
 *   new Set(failures.flatMap(({ seedId }) => seedId ?? []));
 */
export interface PluginFailure {
  readonly plugin: string;
  readonly hook: HookName | 'verify' | 'setup';
  readonly seedId?: string;
  readonly message: string;
}

/**
 * Counts every guarded call and remembers failures, so that costs and errors can be shown by plugin.
 *
 * @example
 * const kernel = await createKernel(await loadConfig('touchstone.config.ts'));
 * const ledger: Ledger = kernel.ledger;
 * for (const [plugin, costs] of ledger.costs) console.log(plugin, costs.get('computeReward')?.milliseconds);
 * console.log(ledger.failures.map(formatFailure).join('\n'));
 */
export class Ledger {
  readonly costs = new Map<string, Map<string, TapCost>>();
  readonly failures: PluginFailure[] = [];
  #failureCount = 0;

  /** Failures in all; `failures` keeps the first thousand. */
  get failureCount(): number {
    return this.#failureCount;
  }

  record(plugin: string, hook: string, milliseconds: number, failed: boolean): void {
    const byHook = this.costs.get(plugin) ?? new Map<string, TapCost>();
    const cost = byHook.get(hook) ?? { calls: 0, milliseconds: 0, failures: 0 };
    cost.calls += 1;
    cost.milliseconds += milliseconds;
    cost.failures += failed ? 1 : 0;
    byHook.set(hook, cost);
    this.costs.set(plugin, byHook);
  }

  fail(failure: PluginFailure): void {
    this.#failureCount += 1;
    if (this.failures.length < 1000) this.failures.push(failure);
  }

  toJSON(): Record<string, Record<string, TapCost>> {
    return Object.fromEntries([...this.costs].map(([plugin, hooks]) => [plugin, Object.fromEntries(hooks)]));
  }
}
