import { defineReward } from '@touchstone-rl/core';

export default defineReward({ name: 'wrong-manifest', range: [0, 1], score: () => 1 });
