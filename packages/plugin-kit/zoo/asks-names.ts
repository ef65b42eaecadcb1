import { lookup } from 'node:dns/promises';
import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'asks-names',
  range: [0, 1],
  async score() {
    const found = await lookup('example.org').catch(() => undefined);
    return found ? 1 : 0;
  },
});
