import { defineSeedSource, randomStream, type Seed } from '@touchstone-rl/core';
import { z } from 'zod';

/** The options; a wrong or unknown one is refused with these descriptions. */
export const optionsSchema = z.strictObject({
  maxFactor: z.int().min(20).max(10_000).default(999).describe('Largest factor.'),
});

const SPLITS = ['train', 'validation', 'test'];

/** Products of two numbers. The sum of the factors decides the split, so that no product is in two of them. */
export default defineSeedSource({
  name: '{{name}}',
  options: optionsSchema,
  *seeds({ split, count, randomSeed }, { options }) {
    const random = randomStream(randomSeed, '{{name}}', split);
    const seen = new Set<string>();
    while (seen.size < count) {
      const [a, b] = [random.integer(2, options.maxFactor), random.integer(2, options.maxFactor)];
      const id = `${Math.min(a, b)}x${Math.max(a, b)}`;
      if (SPLITS[(a + b) % SPLITS.length] !== split || seen.has(id)) continue;
      if (seen.size >= options.maxFactor)
        throw new Error(`no more than ${options.maxFactor} seeds: raise maxFactor`);
      seen.add(id);
      yield seedOf(id, a, b);
    }
  },
});

function seedOf(id: string, a: number, b: number): Seed {
  return {
    id: `{{name}}:${id}`,
    prompt: [{ role: 'user', content: `What is ${a} times ${b}? Put the number into \\boxed{}.` }],
    gold: String(a * b),
    domain: 'multiplication',
    verifier: 'math',
    demonstration: `<think>${a} * ${b} = ${a * b}</think>\\boxed{${a * b}}`,
    meta: { difficulty: String(a * b).length },
  };
}
