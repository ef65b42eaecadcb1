import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'left-timer',
  range: [0, 1],
  score() {
    setInterval(() => undefined, 1000);
    return 1;
  },
});
