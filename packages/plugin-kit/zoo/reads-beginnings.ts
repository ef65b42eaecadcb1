import { correct, defineVerifier, incorrect, unverifiable } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'reads-beginnings',
  verify({ gold, pred, answer }) {
    if (gold === undefined) return unverifiable('the seed has no gold');
    const given = pred ?? answer ?? '';
    return Number.parseFloat(given) === Number.parseFloat(gold) ? correct('the same') : incorrect('another');
  },
});
