import { defineReward } from '@touchstone-rl/core';
import { z } from 'zod';

export default defineReward({
  name: 'bare-options',
  options: z.strictObject({ bonus: z.number().default(1) }),
  range: ({ bonus }) => [0, bonus],
  score: ({ thought }, { options }) => (thought === undefined ? 0 : options.bonus),
});
