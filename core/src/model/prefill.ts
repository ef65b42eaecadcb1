import type { Feeds } from '../tensor/index.ts';
import { lengthBucket } from './buckets.ts';
import type { ModelConfig } from './config.ts';
import type { CacheEntries } from './key-value-cache.ts';
import type { ProgramCache } from './program-cache.ts';
import { prefillGraph } from './sampling-graphs.ts';

/** Prompts read at once. Fixed, so that a prompt's keys and values never depend on its company. */
export const PREFILL_ROWS = 8;

/** Reads prompts into keys and values. */
export type Prefill = (prompts: readonly (readonly number[])[]) => Promise<CacheEntries[]>;

/** Makes the prompt reader of a model. Each prompt runs in the static shape of its own length. */
export function createPrefill(config: ModelConfig, weights: Feeds, programs: ProgramCache): Prefill {
  const run = async (prompts: readonly (readonly number[])[], time: number): Promise<CacheEntries[]> => {
    const program = await programs.get(
      `prefill ${time}`,
      () => prefillGraph(config, { rows: PREFILL_ROWS, time }),
      {
        singleThread: true,
        keepsBuffers: false,
      },
    );
    const outputs = await program.run({ ...weights, ...promptFeeds(prompts, time) });
    return prompts.map((_, row) => entriesOfRow(config, outputs, row));
  };
  return async (prompts) => {
    const results: CacheEntries[] = [];
    const times = prompts.map((prompt) => lengthBucket(prompt.length));
    for (const time of new Set(times)) {
      const indices = [...times.keys()].filter((index) => times[index] === time);
      for (let first = 0; first < indices.length; first += PREFILL_ROWS) {
        const chunk = indices.slice(first, first + PREFILL_ROWS);
        const entries = await run(
          chunk.map((index) => prompts[index]!),
          time,
        );
        chunk.forEach((index, row) => (results[index] = entries[row]!));
      }
    }
    return results;
  };
}

function promptFeeds(prompts: readonly (readonly number[])[], time: number): Record<string, Int32Array> {
  const tokens = new Int32Array(PREFILL_ROWS * time);
  prompts.forEach((prompt, row) => tokens.set(prompt, row * time));
  return { tokens, positions: Int32Array.from(tokens, (_, i) => i % time) };
}

function entriesOfRow(config: ModelConfig, outputs: Record<string, Float32Array>, row: number): CacheEntries {
  const rows = (name: string): Float32Array[] =>
    Array.from({ length: config.num_hidden_layers }, (_, layer) => {
      const all = outputs[`${name} ${layer}`]!;
      return all.subarray((row * all.length) / PREFILL_ROWS, ((row + 1) * all.length) / PREFILL_ROWS);
    });
  return { keys: rows('keys'), values: rows('values') };
}
