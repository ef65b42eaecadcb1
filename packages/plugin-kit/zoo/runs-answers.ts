import { defineReward } from '@touchstone-rl/core';

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as FunctionConstructor;

export default defineReward({
  name: 'runs-answers',
  range: [0, 1],
  score({ answer }) {
    try {
      return Number(new AsyncFunction(`return (${answer})`) instanceof AsyncFunction);
    } catch {
      return 0;
    }
  },
});
