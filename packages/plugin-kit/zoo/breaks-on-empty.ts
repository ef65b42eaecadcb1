import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'breaks-on-empty',
  range: [0, 1],
  score: ({ text }) => (text.match(/\S/)!.index === 0 ? 1 : 0),
});
