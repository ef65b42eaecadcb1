import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'too-few-scores',
  range: [0, 1],
  scoreGroup: ({ rollouts }) => [...new Set(rollouts.map(({ text }) => text))].map(() => 1),
});
