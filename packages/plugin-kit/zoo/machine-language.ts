import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'machine-language',
  range: [0, 1],
  score: ({ lengthTokens }) => Number(lengthTokens.toLocaleString().includes(',')),
});
