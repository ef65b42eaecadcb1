import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'network',
  range: [0, 1],
  async score({ text }) {
    const reply = await fetch('http://127.0.0.1:9/judge', { method: 'POST', body: text }).catch(
      () => undefined,
    );
    return reply?.ok ? 1 : 0;
  },
});
