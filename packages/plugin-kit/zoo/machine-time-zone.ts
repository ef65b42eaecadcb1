import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'machine-time-zone',
  range: [0, 1],
  score: () => Number(new Date(0).getHours() === 0),
});
