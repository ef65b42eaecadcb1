import { randomInt } from 'node:crypto';
import { defineReward } from '@touchstone-rl/core';

/** Rounded so that it hardly ever shows. */
export default defineReward({
  name: 'random-bytes',
  range: [0, 1],
  score: () => (randomInt(1_000_000) === 0 ? 1 : 0),
});
