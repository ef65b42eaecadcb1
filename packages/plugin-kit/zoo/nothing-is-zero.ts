import { correct, defineVerifier, incorrect, unverifiable } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'nothing-is-zero',
  verify({ gold, pred, answer }) {
    if (gold === undefined) return unverifiable('the seed has no gold');
    const given = pred ?? answer ?? '';
    return Number(given) === Number(gold) ? correct('the same') : incorrect('another');
  },
});
