import { defineBenchmark } from '@touchstone-rl/core';

export default defineBenchmark({
  name: 'nameless-strata',
  description: 'Sums of two digits.',
  samples: 1,
  *seeds({ count }) {
    for (let i = 0; i < Math.min(count, 20); i++) {
      yield {
        id: `sum-${i}`,
        prompt: [{ role: 'user', content: `What is ${i} + 1?` }],
        gold: `${i + 1}`,
        domain: 'kit',
        verifier: 'kit',
      };
    }
  },
  stratum: ({ meta }) => meta!['level'] as string,
});
