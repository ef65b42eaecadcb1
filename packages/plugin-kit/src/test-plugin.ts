import { fileURLToPath } from 'node:url';
import { checkInWorker } from './check-in-worker.ts';
import { readFixtures, type PluginFixtures } from './fixtures.ts';
import { installUseWatch } from './instruments/uses.ts';
import { locate } from './locate.ts';
import { ConformanceError, type CheckResult, type ContractReport } from './report.ts';
import { runChecks } from './run-checks.ts';
import { Subject } from './subject.ts';

/**
 * A plugin by its module or package folder, or as a value.
 *
 * @example
 * const byFolder: PluginUnderTest = 'plugins/repetition';
 * const byModule: PluginUnderTest = new URL('./index.ts', import.meta.url);
 */
export type PluginUnderTest = URL | string | object;

/**
 * What of the contract is checked.
 *
 * @example
 * const options: CheckOptions = { only: ['reward/'] };
 * const report = await checkPlugin('plugins/repetition', undefined, options);
 */
export interface CheckOptions {
  /** Clauses to check, by name or the beginning of it, e.g. `reward/`. Default: all that apply. */
  readonly only?: readonly string[];
}

/**
 * Checks a plugin against the contract of everything it provides, and says how each clause came out.
 *
 * Given by URL or path, the plugin is loaded in a thread of its own that is ended when a call never returns, and
 * its work is counted; the fixtures beside it (`fixtures.ts`, default export) are used unless others are given.
 * Given as a value, it is tested in this thread: its work is not counted, what it imported before cannot be
 * watched, and a promise that blocks for ever after its first `await` blocks the test.
 *
 * @throws TouchstoneError when the path holds no plugin, or the fixtures are wrong.
 *
 * @example
 * const report = await checkPlugin('plugins/repetition');
 * console.log(report.ok, report.results.filter(({ state }) => state === 'failed'));
 */
export async function checkPlugin(
  plugin: PluginUnderTest,
  fixtures?: PluginFixtures,
  { only }: CheckOptions = {},
): Promise<ContractReport> {
  const given = fixtures && readFixtures(fixtures, 'the fixtures given to the plugin kit');
  if (typeof plugin !== 'string' && !(plugin instanceof URL)) return checkHere(plugin, given ?? {}, only);
  const located = locate(typeof plugin === 'string' ? plugin : fileURLToPath(plugin));
  return checkInWorker({ located, only, ...(given && { fixtures: given }) });
}

/**
 * Tests a plugin against its contract, in any test runner. See `checkPlugin` for what is tested.
 *
 * @throws ConformanceError with one sentence for each clause that the plugin breaks.
 *
 * @example
 * import { test } from 'vitest';
 * test('keeps the contract', () => testPlugin(new URL('./index.ts', import.meta.url)));
 */
export async function testPlugin(
  plugin: PluginUnderTest,
  fixtures?: PluginFixtures,
): Promise<ContractReport> {
  const report = await checkPlugin(plugin, fixtures);
  if (!report.ok) throw new ConformanceError(report);
  return report;
}

async function checkHere(
  plugin: object,
  fixtures: PluginFixtures,
  only: readonly string[] | undefined,
): Promise<ContractReport> {
  const subject = await Subject.load({ plugin, fixtures, folder: process.cwd(), watch: installUseWatch() });
  const results: CheckResult[] = [];
  const listener = { started: () => undefined, ended: (result: CheckResult) => void results.push(result) };
  await runChecks(subject, listener, only);
  const ok = results.every(({ state }) => state !== 'failed');
  return { plugin: subject.name, kind: subject.kind, results, ok };
}
