import { createRequire } from 'node:module';
import { inconclusive, type Layer } from '../layer.ts';
import { WorkerPool } from './worker-pool.ts';

const PACKAGE = '@pydantic/monty';

/**
 * Python in Monty, an interpreter of a subset of Python in Rust, in worker processes. From npm alone. A program that
 * needs more than the subset is `unsupported` here and goes to the next layer.
 */
export function montyLayer(): Layer {
  const pool = new WorkerPool('monty');
  return {
    name: 'monty',
    subset: true,
    isolation: 'proven',
    languages: ['python'],
    contains: 'files, network and processes (none exist inside), memory, CPU and output',
    async available() {
      try {
        createRequire(import.meta.url).resolve(PACKAGE);
        return { ok: true, detail: PACKAGE };
      } catch {
        return { ok: false, reason: `${PACKAGE} is not installed`, fix: `npm install ${PACKAGE}` };
      }
    },
    async run(job) {
      const outcome = await pool.run(job);
      if ('result' in outcome) return outcome.result;
      const again = await pool.run(job);
      return 'result' in again ? again.result : inconclusive('unsupported', again.gone);
    },
    dispose: () => pool.dispose(),
  };
}
