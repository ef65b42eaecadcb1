import { defineReward } from '@touchstone-rl/core';

/** Standard scores, which a group of one does not have. */
export default defineReward({
  name: 'group-of-one',
  range: [-10, 10],
  scoreGroup({ rollouts }) {
    const lengths = rollouts.map(({ lengthTokens }) => lengthTokens);
    const mean = lengths.reduce((sum, x) => sum + x, 0) / lengths.length;
    const deviation = Math.sqrt(lengths.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (lengths.length - 1));
    return lengths.map((x) => (x - mean) / deviation);
  },
});
