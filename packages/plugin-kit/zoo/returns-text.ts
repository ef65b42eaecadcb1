import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'returns-text',
  range: [0, 1],
  score: ({ text }) => (text.includes('=') ? '1' : '0') as unknown as number,
});
