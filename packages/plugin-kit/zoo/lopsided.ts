import { correct, defineVerifier, incorrect } from '@touchstone-rl/core';

/** A rounded answer is taken for an exact gold, and not the other way round. */
export default defineVerifier({
  name: 'lopsided',
  verify({ gold, pred, answer }) {
    const text = (pred ?? answer ?? '').trim();
    const places = (text.split('.')[1] ?? '').length;
    const same = text === gold || (places > 0 && places < 20 && Number(gold).toFixed(places) === text);
    return same ? correct('the same when rounded') : incorrect('another number');
  },
});
