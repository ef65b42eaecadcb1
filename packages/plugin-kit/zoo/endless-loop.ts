import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'endless-loop',
  range: [0, 1],
  score({ text }) {
    let at = 0;
    while (text.indexOf('<think>', at) !== -1) at = text.indexOf('<think>', at);
    return at === 0 ? 1 : 0;
  },
});
