import { defineVerifier, incorrect } from '@touchstone-rl/core';

/** After its first `await` no deadline in the same thread can reach it. */
export default defineVerifier({
  name: 'endless-after-await',
  async verify({ pred }) {
    await Promise.resolve();
    while (pred?.includes('\ud800')) Math.sqrt(2);
    return incorrect('not equal');
  },
});
