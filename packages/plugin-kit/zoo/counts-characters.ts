import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'counts-characters',
  range: [-1, 0],
  score: ({ text }) => -Math.min(1, text.length / 4000),
});
