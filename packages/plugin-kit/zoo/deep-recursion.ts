import { defineReward } from '@touchstone-rl/core';

function depthOf(text: string, at: number): number {
  return text[at] === '(' ? 1 + depthOf(text, at + 1) : 0;
}

export default defineReward({
  name: 'deep-recursion',
  range: [0, 1],
  score: ({ text }) => 1 / (1 + depthOf(text, 0)),
});
