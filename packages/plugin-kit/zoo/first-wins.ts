import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'first-wins',
  range: [0, 1],
  score: (_, { index }) => (index === 0 ? 1 : 0),
});
