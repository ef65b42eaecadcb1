import { defineVerifier, type Verdict } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'yes-is-no-verdict',
  verify: ({ gold, pred }) => (pred === gold) as unknown as Verdict,
});
