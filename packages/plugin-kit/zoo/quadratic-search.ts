import { defineReward } from '@touchstone-rl/core';

/** No loop in sight: each word is looked up among all words before it. */
export default defineReward({
  name: 'quadratic-search',
  range: [0, 1],
  score({ text }) {
    const words = text.split(' ');
    return words.filter((word, i) => words.indexOf(word) === i).length / words.length;
  },
});
