import { correct, defineVerifier, incorrect, unverifiable } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'ignores-signs',
  verify({ gold, pred, answer }) {
    if (gold === undefined) return unverifiable('the seed has no gold');
    const size = (text: string): number => (text.trim() === '' ? Number.NaN : Math.abs(Number(text)));
    return size(pred ?? answer ?? '') === size(gold) ? correct('the same') : incorrect('another');
  },
});
