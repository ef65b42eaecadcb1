import { defineSeedSource } from '@touchstone-rl/core';

export default defineSeedSource({
  name: 'endless-source',
  *seeds({ split }) {
    for (let n = 0; ; n++) {
      yield {
        id: `${split}-${n}`,
        prompt: [{ role: 'user', content: `${split} ${n}` }],
        domain: 'kit',
        verifier: 'kit',
      };
    }
  },
});
