import { definePlugin, drop } from '@touchstone-rl/core';
import { z } from 'zod';
import { normalisePrompt } from './normalise.ts';

export { normalisePrompt } from './normalise.ts';

const optionsSchema = z.strictObject({
  ignoreCase: z.boolean().default(false).describe('Whether prompts that differ only in case are the same.'),
});

interface Known {
  readonly id: string;
  readonly split: string;
}

/**
 * Drops a training seed whose prompt an earlier seed of any split has. Seeds of other splits are always
 * kept: they are what results are reported on. The plugin keeps what it has seen for one run.
 *
 * @example
 * defineConfig({ plugins: ['math', 'jsonl', 'dedupe'], data: { source: 'jsonl' } });
 */
export default definePlugin({
  name: 'dedupe',
  options: optionsSchema,
  setup({ hooks, options, warn }) {
    const known = new Map<string, Known>();
    hooks.onSeed.tap('dedupe', ({ id, prompt }, { split }) => {
      const form = normalisePrompt(prompt, options.ignoreCase);
      const earlier = known.get(form);
      if (!earlier) {
        known.set(form, { id, split });
        return undefined;
      }
      if (split === 'train') return drop(`same prompt as ${earlier.split} seed ${earlier.id}`);
      if (earlier.split === 'train') {
        warn(
          `${split} seed ${id} has the prompt of training seed ${earlier.id}, which was admitted before it`,
        );
      }
      return undefined;
    });
  },
});
