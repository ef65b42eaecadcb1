import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'fine-clock',
  range: [0, 1],
  score: () => Number(process.hrtime.bigint() > 0n),
});
