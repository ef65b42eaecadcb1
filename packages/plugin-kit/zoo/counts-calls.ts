import { definePlugin } from '@touchstone-rl/core';

export default definePlugin({
  name: 'counts-calls',
  setup({ hooks, declareTerm }) {
    let groups = 0;
    declareTerm({ name: 'counts-calls', range: [0, 1] });
    hooks.computeReward.tap('counts-calls', ({ rollouts }) => {
      groups += 1;
      return rollouts.map(() => 1 / groups);
    });
  },
});
