import type { Layer } from '../layer.ts';
import { resolvePeer } from '../peer.ts';
import { WorkerPool } from './worker-pool.ts';

/**
 * JavaScript in vm2, for trusted snippets whose authors ask for it by name. Each runs in a process of its own, whose
 * CPU, memory and output are bounded; vm2 itself is counted as no isolation.
 */
export function vm2Layer(): Layer {
  const pool = new WorkerPool('vm2', { jobsPerWorker: 1 });
  return {
    name: 'vm2',
    isolation: 'none',
    languages: ['javascript'],
    contains:
      'CPU and memory, by ending its process; vm2 says itself that it should not be the only line of defence',
    async available() {
      return resolvePeer('vm2') === undefined
        ? { ok: false, reason: 'vm2 is not installed', fix: 'npm install vm2' }
        : { ok: true, detail: 'vm2' };
    },
    async run(job) {
      const outcome = await pool.run(job);
      if ('result' in outcome) return outcome.result;
      return {
        status: 'runtime-error',
        reason: outcome.gone,
        stdout: '',
        stderr: '',
        ...(job.calls && { results: [] }),
        usage: { cpuSeconds: 0, wallSeconds: 0 },
      };
    },
    dispose: () => pool.dispose(),
  };
}
