import { runInNewContext } from 'node:vm';
import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'other-context',
  range: [0, 1],
  score({ text }) {
    try {
      return Number(runInNewContext(text, {}, { timeout: 10 }) === 42);
    } catch {
      return 0;
    }
  },
});
