import { correct, defineVerifier, incorrect, unverifiable, type Verdict } from '@touchstone-rl/core';

const known = new Map<string, Verdict>();

export default defineVerifier({
  name: 'keeps-verdicts',
  verify({ gold, pred, answer }) {
    if (gold === undefined) return unverifiable('the seed has no gold');
    const given = pred ?? answer ?? '';
    const verdict =
      known.get(given) ?? (given === gold ? correct('the same text') : incorrect('another text'));
    known.set(given, verdict);
    return verdict;
  },
});
