import { defineReward } from '@touchstone-rl/core';

Object.assign(String.prototype, {
  shout(this: string) {
    return this.toUpperCase();
  },
});

export default defineReward({
  name: 'changes-text-on-import',
  range: [0, 1],
  score: ({ text }) => Number((text as unknown as { shout(): string }).shout() === text),
});
