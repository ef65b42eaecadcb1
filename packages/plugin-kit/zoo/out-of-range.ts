import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'out-of-range',
  range: [0, 1],
  score: ({ lengthTokens }) => lengthTokens / 10,
});
