import { correct, definePlugin, incorrect, randomStream, unverifiable } from '@touchstone-rl/core';

/** Off by one in one problem of ten. */
export default definePlugin({
  name: 'wrong-golds',
  setup({ addSeedSource, addVerifier }) {
    addSeedSource('wrong-golds', {
      *seeds({ split, count, randomSeed }) {
        for (let i = 0; i < count; i++) {
          const n = randomStream(randomSeed, split, i).integer(0, 1e9);
          const gold = String(i % 10 === 9 ? n + 2 : n + 1);
          const prompt = [{ role: 'user' as const, content: `${n}+1=? (${split})` }];
          yield { id: `${split}-${i}`, prompt, gold, domain: 'kit', verifier: 'wrong-golds', meta: { n } };
        }
      },
    });
    addVerifier('wrong-golds', {
      verify({ seed, gold, pred, answer }) {
        if (gold === undefined) return unverifiable('the seed has no gold');
        return Number(pred ?? answer) === Number(seed.meta?.n) + 1
          ? correct('the next number')
          : incorrect('another');
      },
    });
  },
});
