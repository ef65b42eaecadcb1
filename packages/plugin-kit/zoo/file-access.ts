import { existsSync } from 'node:fs';
import { defineReward } from '@touchstone-rl/core';

export default defineReward({
  name: 'file-access',
  range: [0, 1],
  score: ({ answer }) => (existsSync(`/tmp/${answer?.length}`) ? 1 : 0),
});
