import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'exponential-expression',
  range: [0, 1],
  score: ({ text }) => (/^(\w+\s?)*$/.test(text.slice(0, 5000).replaceAll('!', '')) ? 1 : 0),
});
