import { defineReward } from '@touchstone-rl/core';

// Kept before the first call, which a patch made later would not reach.
const { now } = Date;

export default defineReward({ name: 'kept-clock', range: [0, 1], score: () => (now() > 0 ? 1 : 0) });
