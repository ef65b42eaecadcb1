import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'breaks-on-unicode',
  range: [0, 1],
  score: ({ text }) => (encodeURIComponent(text.slice(0, 100)).includes('%3D') ? 1 : 0),
});
