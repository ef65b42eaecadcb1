import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { loadModule } from '@touchstone-rl/core';
import { readFixtures, type PluginFixtures } from './fixtures.ts';
import { installEvaluationWatch } from './instruments/evaluation.ts';
import { installLeavingsWatch } from './instruments/leavings.ts';
import { installUseWatch } from './instruments/uses.ts';
import { startWorkCounter } from './instruments/work.ts';
import type { Located } from './locate.ts';
import { provideSandbox } from './provide-sandbox.ts';
import type { CheckResult } from './report.ts';
import { runChecks, type CheckListener } from './run-checks.ts';
import { firstLine, Subject } from './subject.ts';

/** What the thread is started with. */
export interface WorkerInput {
  readonly located: Located;
  /** Fixtures given as a value, instead of those beside the plugin. */
  readonly fixtures?: PluginFixtures;
  readonly only?: readonly string[];
  /** How many times as long as usual a call may take. Default 1. */
  readonly deadlines?: number;
}

/** What the thread says while it works. A call that never returns is known by the last thing said. */
export type WorkerMessage =
  | {
      readonly type: 'loaded';
      readonly plugin: string;
      readonly kind: string;
      readonly deadlineMilliseconds: number;
    }
  | { readonly type: 'started'; readonly check: string; readonly title: string }
  | { readonly type: 'trying'; readonly what: string }
  | { readonly type: 'ended'; readonly result: CheckResult }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'done' };

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
const say = (message: WorkerMessage): void => parentPort!.postMessage(message);

/** Everything is instrumented before the plugin is imported, so that it cannot keep an untouched copy. */
async function work({ located, fixtures, only, deadlines }: WorkerInput): Promise<void> {
  const leavings = installLeavingsWatch();
  const evaluation = installEvaluationWatch();
  const watch = installUseWatch();
  const counter = await startWorkCounter();
  const endSandbox = provideSandbox();
  leavings.start();
  const found = fixtures ?? (located.fixtures ? await loadFixtures(located.fixtures) : {});
  const subject = await Subject.load({
    plugin: located.file,
    fixtures: readFixtures(found, located.fixtures ?? 'fixtures'),
    folder: located.fixtures ? dirname(located.fixtures) : located.folder,
    manifest: located.manifest,
    watch,
    evaluation,
    leavings,
    work: counter,
    ...(deadlines !== undefined && { deadlines }),
    progress: (what) => say({ type: 'trying', what }),
  });
  const { name: plugin, kind, deadlineMilliseconds } = subject;
  say({ type: 'loaded', plugin, kind, deadlineMilliseconds });
  const listener: CheckListener = {
    started: (check) => say({ type: 'started', ...check }),
    ended: (result) => say({ type: 'ended', result }),
  };
  await runChecks(subject, listener, only);
  await endSandbox();
  say({ type: 'done' });
}

/** The default export of a fixtures module; a module without one has fixtures for its own tests only. */
async function loadFixtures(path: string): Promise<unknown> {
  const exported = (await loadModule(path)) as object;
  const isNamespace = Symbol.toStringTag in exported || '__esModule' in exported;
  return isNamespace ? ((exported as { default?: unknown }).default ?? {}) : exported;
}

await work(workerData as WorkerInput).catch((error: unknown) =>
  say({ type: 'failed', reason: firstLine(error) + detailOf(error) }),
);

function detailOf(error: unknown): string {
  const { place, fix } = error as { place?: string; fix?: string };
  return [place && ` (${place})`, fix && `: ${fix}`].filter(Boolean).join('');
}
