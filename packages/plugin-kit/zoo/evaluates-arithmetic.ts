import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'evaluates-arithmetic',
  range: [0, 1],
  score({ answer = '' }) {
    if (!/^[-+*/().\d\s]+$/.test(answer)) return 0;
    try {
      // oxlint-disable-next-line no-eval -- this is what it is bad for
      return Number((0, eval)(answer) === 42);
    } catch {
      return 0;
    }
  },
});
