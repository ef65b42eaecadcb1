import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'prints',
  range: [0, 1],
  score({ id }) {
    console.log('scored', id);
    return 1;
  },
});
