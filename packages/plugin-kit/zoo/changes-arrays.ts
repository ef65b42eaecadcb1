import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'changes-arrays',
  range: [0, 1],
  score({ tokens }) {
    Object.assign(Array.prototype, { last: tokens.at(-1) });
    return 1;
  },
});
