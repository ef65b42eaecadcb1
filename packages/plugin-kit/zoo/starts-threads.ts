import { Worker } from 'node:worker_threads';
import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'starts-threads',
  range: [0, 1],
  async score() {
    const worker = new Worker('0', { eval: true });
    await worker.terminate();
    return 1;
  },
});
