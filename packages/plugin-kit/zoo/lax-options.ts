import { defineReward } from '@touchstone-rl/core';
import { z } from 'zod';

export default defineReward({
  name: 'lax-options',
  options: z.object({ bonus: z.number().default(1).describe('Score of a response with a thought.') }),
  range: ({ bonus }) => [0, bonus],
  score: ({ thought }, { options }) => (thought === undefined ? 0 : options.bonus),
});
