import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'quadratic-copy',
  range: [0, 1],
  score: ({ text }) => Math.min(1, [...text].reduce<string[]>((all, c) => [...all, c], []).length),
});
