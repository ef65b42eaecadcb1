import { defineSeedSource } from '@touchstone-rl/core';
import { optionsSchema } from './options.ts';
import { readSeeds } from './read.ts';

export type { JsonlOptions } from './options.ts';
export { parseRow, type RowDefaults } from './row.ts';

/**
 * Seeds from JSON Lines files, one per split. Lines that are no seeds are set aside with their place and the
 * reason.
 *
 * @example
 * defineConfig({ plugins: ['math', ['jsonl', { train: 'train.jsonl' }]], data: { source: 'jsonl' } });
 */
export default defineSeedSource({
  name: 'jsonl',
  options: optionsSchema,
  seeds: (request, { options }) => readSeeds(request, options),
});
