import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'scores-unjudged',
  range: [0, 1],
  score: ({ verdict }) => (verdict?.verdict === 'correct' ? 1 : 0),
});
