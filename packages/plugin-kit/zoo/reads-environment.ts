import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'reads-environment',
  range: [0, 1],
  score: () => Number(process.env['BONUS'] !== undefined),
});
