import { lengthBucket } from './buckets.ts';
import type { ModelConfig } from './config.ts';
import type { CacheEntries } from './key-value-cache.ts';
import type { ProgramCache } from './program-cache.ts';
import { prefillGraph } from './sampling-graphs.ts';
import type { UseWeights } from './weight-store.ts';

/** Most prompts read at once, and held before they enter the cache. */
export const MOST_PROMPTS = 8;

/** Most tokens read at once, but for a prompt longer than this. */
const MOST_TOKENS = 2048;

/** Prompts of a padded length that are read at once. */
export function prefillRows(time: number): number {
  return Math.min(MOST_PROMPTS, Math.max(1, Math.floor(MOST_TOKENS / time)));
}

/** Reads prompts into keys and values. */
export type Prefill = (prompts: readonly (readonly number[])[]) => Promise<CacheEntries[]>;

/**
 * Makes the prompt reader of a model. Each prompt is padded to the static length of its own; as many as fit are read
 * at once and the rest one by one. A prompt's keys and values do not depend on its company.
 */
export function createPrefill(config: ModelConfig, useWeights: UseWeights, programs: ProgramCache): Prefill {
  const run = async (prompts: readonly (readonly number[])[], time: number): Promise<CacheEntries[]> => {
    const shape = { rows: prompts.length, time };
    const program = await programs.get(`prefill ${shape.rows}x${time}`, () => prefillGraph(config, shape), {
      singleThread: true,
      keepsBuffers: false,
    });
    const outputs = await useWeights((weights) => program.run({ ...weights, ...promptFeeds(prompts, time) }));
    return prompts.map((_, row) => entriesOfRow(config, outputs, row, shape.rows));
  };
  return async (prompts) => {
    const results: CacheEntries[] = [];
    const times = prompts.map((prompt) => lengthBucket(prompt.length));
    for (const time of new Set(times)) {
      const indices = [...times.keys()].filter((index) => times[index] === time);
      for (const together of inRuns(indices, prefillRows(time))) {
        const entries = await run(
          together.map((index) => prompts[index]!),
          time,
        );
        together.forEach((index, row) => (results[index] = entries[row]!));
      }
    }
    return results;
  };
}

/** Items in groups of `size`, and the rest alone. */
function inRuns<Item>(items: readonly Item[], size: number): Item[][] {
  const full = items.length - (items.length % size);
  const starts = Array.from({ length: full / size }, (_, i) => i * size);
  return [
    ...starts.map((start) => items.slice(start, start + size)),
    ...items.slice(full).map((item) => [item]),
  ];
}

function promptFeeds(prompts: readonly (readonly number[])[], time: number): Record<string, Int32Array> {
  const tokens = new Int32Array(prompts.length * time);
  prompts.forEach((prompt, row) => tokens.set(prompt, row * time));
  return { tokens, positions: Int32Array.from(tokens, (_, i) => i % time) };
}

function entriesOfRow(
  config: ModelConfig,
  outputs: Record<string, Float32Array>,
  row: number,
  rows: number,
): CacheEntries {
  const ofLayers = (name: string): Float32Array[] =>
    Array.from({ length: config.num_hidden_layers }, (_, layer) => {
      const all = outputs[`${name} ${layer}`]!;
      return all.subarray((row * all.length) / rows, ((row + 1) * all.length) / rows);
    });
  return { keys: ofLayers('keys'), values: ofLayers('values') };
}
