import { correct, defineVerifier, incorrect, unverifiable } from '@touchstone-rl/core';

const ALIASES: Record<string, string> = { twelve: '12' };

export default defineVerifier({
  name: 'inherited-answers',
  verify({ gold, pred, answer }) {
    if (gold === undefined) return unverifiable('the seed has no gold');
    const given = pred ?? answer ?? '';
    return given === gold || ALIASES[given] ? correct('the same') : incorrect('another');
  },
});
