import { correct, defineVerifier, incorrect } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'blames-missing-golds',
  verify: ({ gold, pred, answer }) =>
    (pred ?? answer)?.trim() === gold ? correct('equal') : incorrect('not equal'),
});
