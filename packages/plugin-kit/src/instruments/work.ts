import { Session, type Profiler } from 'node:inspector';
import { isForeign } from './frames.ts';
import { countBuiltins } from './builtins.ts';

/**
 * Counts the work of a plugin, so that the growth of its cost can be told without a clock:
 *
 * - blocks of its JavaScript that were run, libraries included, from V8's precise block coverage;
 * - elements that built-in functions of strings, arrays and regular expressions walked over, which coverage
 *   counts as one step however long they take.
 *
 * Both are exact counts and the same on every machine. Not counted: what a regular expression goes back over
 * (see `regular-expressions.ts`), and what native addons do.
 */
export interface WorkCounter {
  /** Runs something and says how much work the plugin's code did in it. */
  count(work: () => Promise<void>): Promise<number>;
}

/** Starts counting. It must be called before the plugin is imported: V8 counts only what it compiles afterwards. */
export async function startWorkCounter(): Promise<WorkCounter> {
  const session = new Session();
  session.connect();
  await post(session, 'Profiler.enable');
  await post(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    async count(work) {
      await takeBlocks(session);
      const builtins = countBuiltins();
      try {
        await work();
      } finally {
        builtins.stop();
      }
      return (await takeBlocks(session)) + builtins.elements();
    },
  };
}

/** Blocks of the plugin's code that ran since the last call. */
async function takeBlocks(session: Session): Promise<number> {
  const { result } = await post<Profiler.TakePreciseCoverageReturnType>(
    session,
    'Profiler.takePreciseCoverage',
  );
  let blocks = 0;
  for (const { url, functions } of result) {
    if (isForeign(url)) continue;
    for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
  }
  return blocks;
}

function post<T>(session: Session, method: string, params?: object): Promise<T> {
  return new Promise((resolve, reject) => {
    session.post(method, params, (error, result) => (error ? reject(error) : resolve(result as T)));
  });
}
