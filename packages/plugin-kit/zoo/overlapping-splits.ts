import { defineSeedSource, randomStream } from '@touchstone-rl/core';

export default defineSeedSource({
  name: 'overlapping-splits',
  *seeds({ split, count, randomSeed }) {
    for (let i = 0; i < count; i++) {
      const n = randomStream(randomSeed, i).integer(0, 1e9);
      yield {
        id: `${split}-${i}`,
        prompt: [{ role: 'user', content: `${n}` }],
        gold: `${n}`,
        domain: 'kit',
        verifier: 'kit',
      };
    }
  },
});
