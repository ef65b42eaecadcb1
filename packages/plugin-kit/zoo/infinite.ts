import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'infinite',
  range: [0, 1],
  score: ({ text }) => 1 / (text.split('=').length - 1),
});
