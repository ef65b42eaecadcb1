import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registerForEveryRun, sandboxToken, type Sandbox } from '@touchstone-rl/core';
import { doNotAttribute } from './instruments/frames.ts';

const PACKAGE = '@touchstone-rl/sandbox';

/**
 * Gives the plugin under test the sandbox that a run would have, where its package is installed, so that the clauses
 * about plugins that run programs can be checked. What the sandbox does of its own is not the plugin's doing.
 *
 * @returns what ends it.
 */
export function provideSandbox(): () => Promise<void> {
  let loaded: Promise<Sandbox> | undefined;
  let entry: string;
  try {
    entry = import.meta.resolve(PACKAGE);
  } catch {
    return async () => undefined;
  }
  doNotAttribute(dirname(fileURLToPath(entry)));
  const load = (): Promise<Sandbox> =>
    (loaded ??= import('@touchstone-rl/sandbox').then(({ createSandbox }) => createSandbox()));
  const dispose = async (): Promise<void> => (await loaded)?.dispose();
  registerForEveryRun(sandboxToken, () => ({ run: async (request) => (await load()).run(request), dispose }));
  return dispose;
}
