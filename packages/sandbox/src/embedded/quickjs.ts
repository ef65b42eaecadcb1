import { inconclusive, type Layer } from '../layer.ts';
import { WorkerPool } from './worker-pool.ts';

/**
 * JavaScript in QuickJS, compiled to WebAssembly, in worker processes. From npm alone, on any system. A program has
 * no files, no network and no clock to wait for; what it lacks of Node it is told is missing.
 */
export function quickjsLayer(): Layer {
  const pool = new WorkerPool('quickjs');
  return {
    name: 'quickjs',
    isolation: 'proven',
    languages: ['javascript'],
    contains:
      'files, network, processes (none exist inside), memory, CPU and output; a WebAssembly machine for each run',
    async available() {
      return { ok: true, detail: 'quickjs-wasi' };
    },
    async run(job) {
      const outcome = await pool.run(job);
      if ('result' in outcome) return outcome.result;
      // A fault of a worker's own would not repeat; one that the program brings about does.
      const again = await pool.run(job);
      return 'result' in again ? again.result : inconclusive('unsupported', again.gone);
    },
    dispose: () => pool.dispose(),
  };
}
