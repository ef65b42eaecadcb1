import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'throws-strings',
  range: [0, 1],
  score({ thought }) {
    // oxlint-disable-next-line no-throw-literal -- that is what is wrong with it
    if (thought === undefined) throw 'no thought';
    return 1;
  },
});
