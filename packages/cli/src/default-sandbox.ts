import { registerForEveryRun, sandboxToken, type Sandbox } from '@touchstone-rl/core';

/**
 * Provides a sandbox to every run whose config names none, so that plugins which run programs work by themselves.
 * It is loaded at its first run, and ends with this process.
 */
export function provideSandbox(): void {
  registerForEveryRun(sandboxToken, (): Sandbox => {
    let loaded: Promise<Sandbox> | undefined;
    const load = (): Promise<Sandbox> =>
      (loaded ??= import('@touchstone-rl/sandbox').then(({ createSandbox }) => createSandbox()));
    return {
      run: async (request) => (await load()).run(request),
      dispose: async () => (await loaded)?.dispose(),
    };
  });
}
