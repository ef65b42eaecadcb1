import type { CompileOptions, Feeds, RunResult } from '../tensor/index.ts';
import type { ModelConfig } from './config.ts';
import { createDeviceCache } from './device-cache.ts';
import { createKeyValueCache } from './key-value-cache.ts';
import type { CacheEntries } from './key-value-cache.ts';
import type { ProgramCache } from './program-cache.ts';
import type { DecodeShape } from './sampling-graphs.ts';

/** The key-value cache of decoding steps: in arrays, or held by the executor. */
export interface DecodeCache {
  readonly shape: DecodeShape;
  /** Graph inputs by name, `keys N` and `values N`: [slots, key-value heads, capacity, head size]. */
  readonly feeds: Feeds;
  /** Whether decoding graphs return the whole cache, with the new entries in it. */
  readonly isReturned: boolean;
  /** Which of their outputs stay with the executor. */
  readonly holds: NonNullable<CompileOptions['holds']>;
  /** Gives a slot the first `length` positions of a prompt. */
  admit(slot: number, prefix: CacheEntries, length: number): Promise<void>;
  /** Takes over what a decoding step returned; `positions` are those of the slots in use. */
  advance(result: RunResult, positions: readonly (number | undefined)[]): void;
  /** Changes the shape: the given slots, in rising order, become the first, with the positions that fit. */
  resize(shape: DecodeShape, keepSlots: readonly number[]): Promise<void>;
  dispose(): void;
}

/** Makes an empty cache where graphs read it, that can grow up to `largest`. */
export function createDecodeCache(
  config: ModelConfig,
  programs: ProgramCache,
  largest: DecodeShape,
): DecodeCache {
  return programs.executor.memory === 'host'
    ? createHostCache(config, largest)
    : createDeviceCache(config, programs);
}

/** A cache in arrays: no step copies it, each writes its new entries into it. */
function createHostCache(config: ModelConfig, largest: DecodeShape): DecodeCache {
  const cache = createKeyValueCache(config, largest);
  return {
    get shape() {
      return cache.shape;
    },
    get feeds() {
      return cache.feeds;
    },
    isReturned: false,
    holds: () => false,
    admit: async (slot, prefix, length) => cache.write(slot, 0, prefix, 0, length),
    advance({ outputs }, positions) {
      const entries = entriesOf(config, outputs['entries']!);
      positions.forEach((position, slot) => {
        if (position !== undefined) cache.write(slot, position, entries, slot, 1);
      });
    },
    resize: async (shape, keepSlots) => cache.resize(shape, keepSlots),
    dispose: () => cache.dispose(),
  };
}

/** The keys and values of each layer's new positions, from the decoding graph's output. */
function entriesOf({ num_hidden_layers: layers }: ModelConfig, all: Float32Array): CacheEntries {
  const length = all.length / (2 * layers);
  const parts = Array.from({ length: 2 * layers }, (_, i) => all.subarray(i * length, (i + 1) * length));
  return { keys: parts.filter((_, i) => i % 2 === 0), values: parts.filter((_, i) => i % 2 === 1) };
}
