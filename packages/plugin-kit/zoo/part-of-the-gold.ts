import { correct, defineVerifier, incorrect } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'part-of-the-gold',
  verify: ({ gold, pred, answer }) =>
    gold !== undefined && (pred ?? answer ?? '').includes(gold)
      ? correct('it is in there')
      : incorrect('it is not'),
});
