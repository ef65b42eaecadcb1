import { definePlugin } from '@touchstone-rl/core';

export default definePlugin({
  name: 'undeclared-term',
  setup({ hooks }) {
    hooks.computeReward.tap('undeclared-term', ({ rollouts }) => ({ bonus: rollouts.map(() => 1) }));
  },
});
