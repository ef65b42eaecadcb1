import { defineReward } from '@touchstone-rl/core';

export default defineReward({ name: 'hidden-randomness', range: [0, 1], score: () => Math.random() });
