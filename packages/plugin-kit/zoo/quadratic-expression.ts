import { defineVerifier, correct, incorrect } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'quadratic-expression',
  verify: ({ gold, pred, answer }) =>
    (pred ?? answer ?? '').slice(0, 20_000).replace(/\s+$/, '') === gold
      ? correct('equal')
      : incorrect('not equal'),
});
