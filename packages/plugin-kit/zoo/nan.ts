import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'nan',
  range: [0, 1],
  score: ({ text }) =>
    text.split('=').length / text.split('the').length / (text.length > 50 ? 1 : 0) - Infinity + Infinity,
});
