import { correct, defineVerifier, incorrect } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'sees-spaces',
  verify: ({ gold, pred, answer }) => ((pred ?? answer) === gold ? correct('equal') : incorrect('not equal')),
});
