import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'clock',
  range: [0, 1],
  score: () => (new Date().getFullYear() > 2000 ? 1 : 0),
});
