import { defineSeedSource, randomStream } from '@touchstone-rl/core';

export default defineSeedSource({
  name: 'duplicate-ids',
  *seeds({ split, count, randomSeed }) {
    for (let i = 0; i < count; i++) {
      const n = randomStream(randomSeed, split, i).integer(0, 1e9);
      yield {
        id: `n${i}`,
        prompt: [{ role: 'user', content: `${split} ${n}` }],
        gold: `${n}`,
        domain: 'kit',
        verifier: 'kit',
      };
    }
  },
});
