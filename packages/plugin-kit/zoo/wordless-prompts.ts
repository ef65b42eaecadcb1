import { defineSeedSource, randomStream } from '@touchstone-rl/core';

const SPLITS = ['train', 'validation', 'test'];

export default defineSeedSource({
  name: 'wordless-prompts',
  *seeds({ split, count, randomSeed }) {
    for (let i = 0; i < count; i++) {
      const n = 3 * randomStream(randomSeed, i).integer(0, 1e9) + SPLITS.indexOf(split);
      yield {
        id: `${n}`,
        prompt: [{ role: 'user', content: i === 7 ? ' ' : `Write ${n}.` }],
        gold: `${n}`,
        domain: 'kit',
        verifier: 'kit',
      };
    }
  },
});
