import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'exits',
  range: [0, 1],
  score: ({ text }) => (text === '' ? process.exit(3) : 1),
});
