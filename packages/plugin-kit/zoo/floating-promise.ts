import { defineReward } from '@touchstone-rl/core';

async function check(text: string): Promise<void> {
  await Promise.resolve();
  if (text.length > 50) throw new Error('too long to check');
}

export default defineReward({
  name: 'floating-promise',
  range: [0, 1],
  score({ text }) {
    void check(text);
    return 1;
  },
});
