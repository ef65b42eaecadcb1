import { defineSeedSource, randomStream } from '@touchstone-rl/core';

const stream = randomStream(1, 'shared');

export default defineSeedSource({
  name: 'shared-generator',
  *seeds({ split, count }) {
    for (let i = 0; i < count; i++) {
      const n = stream.integer(0, 1e9);
      yield {
        id: `${split}-${n}`,
        prompt: [{ role: 'user', content: `${n}` }],
        gold: `${n}`,
        domain: 'kit',
        verifier: 'kit',
      };
    }
  },
});
