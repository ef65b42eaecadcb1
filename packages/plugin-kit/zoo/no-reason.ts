import { correct, defineVerifier, incorrect } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'no-reason',
  verify: ({ gold, pred }) => (pred === gold ? correct('') : incorrect('')),
});
