import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'unbounded-range',
  range: [-Infinity, 0],
  score: ({ lengthTokens }) => -lengthTokens,
});
