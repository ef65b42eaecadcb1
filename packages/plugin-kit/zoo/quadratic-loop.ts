import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'quadratic-loop',
  range: [0, 1],
  score({ text }) {
    let equal = 0;
    for (let i = 0; i < text.length; i++) {
      for (let j = 0; j < i; j++) if (text[i] === text[j]) equal += 1;
    }
    return 1 / (1 + equal);
  },
});
