import { defineReward } from '@touchstone-rl/core';

export default defineReward({ name: 'Shouting Reward', range: [0, 1], score: () => 1 });
