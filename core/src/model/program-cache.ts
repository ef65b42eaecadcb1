import type { CompileOptions, Executor, Graph, Program } from '../tensor/index.ts';

/** Compiled graphs by name: each static shape is compiled once, when it is first needed. */
export interface ProgramCache {
  readonly executor: Executor;
  get(key: string, build: () => Graph, options?: CompileOptions): Promise<Program>;
  dispose(): Promise<void>;
}

/** Opens a cache that compiles on an executor. */
export function createProgramCache(executor: Executor): ProgramCache {
  const programs = new Map<string, Promise<Program>>();
  return {
    executor,
    get(key, build, options) {
      const known = programs.get(key);
      if (known) return known;
      const compiled = executor.compile(build(), options);
      programs.set(key, compiled);
      return compiled;
    },
    async dispose() {
      const compiled = await Promise.allSettled(programs.values());
      programs.clear();
      await Promise.all(
        compiled.map((result) => (result.status === 'fulfilled' ? result.value.dispose() : undefined)),
      );
    },
  };
}
