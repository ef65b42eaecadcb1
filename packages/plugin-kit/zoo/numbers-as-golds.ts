import { defineSeedSource } from '@touchstone-rl/core';

export default defineSeedSource({
  name: 'numbers-as-golds',
  *seeds({ split, count }) {
    for (let n = 0; n < count; n++) {
      const gold = n as unknown as string;
      yield {
        id: `${split}-${n}`,
        prompt: [{ role: 'user', content: `${split} ${n}` }],
        gold,
        domain: 'kit',
        verifier: 'kit',
      };
    }
  },
});
