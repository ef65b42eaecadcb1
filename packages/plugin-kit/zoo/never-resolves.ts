import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'never-resolves',
  range: [0, 1],
  score: ({ text }) => (text === '' ? new Promise<number>(() => undefined) : 1),
});
