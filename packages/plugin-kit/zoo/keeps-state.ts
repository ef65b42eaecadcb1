import { defineReward } from '@touchstone-rl/core';

let longest = 1;

export default defineReward({
  name: 'keeps-state',
  range: [0, 1],
  score({ lengthTokens }) {
    longest = Math.max(longest, lengthTokens);
    return lengthTokens / longest;
  },
});
