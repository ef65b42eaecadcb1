import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'sorts-tokens',
  range: [0, 1],
  score: ({ tokens }) => Number((tokens as number[]).sort((a, b) => a - b)[0] === 0),
});
