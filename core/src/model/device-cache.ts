import { sizeOf } from '../tensor/index.ts';
import type { Shape } from '../tensor/index.ts';
import { admissionGraph, resizeGraph } from './cache-graphs.ts';
import { headSize } from './config.ts';
import type { ModelConfig } from './config.ts';
import type { DecodeCache } from './decode-cache.ts';
import { disposeAll } from './held-set.ts';
import type { HeldSet } from './held-set.ts';
import type { CacheEntries } from './key-value-cache.ts';
import type { ProgramCache } from './program-cache.ts';
import { cacheNames, cacheShape, NEXT_PREFIX } from './sampling-graphs.ts';
import type { DecodeShape } from './sampling-graphs.ts';

const holdsAll = { holds: () => true };

/**
 * A cache that the executor holds. Nothing can be written into it in place, so that every step, admission and change of
 * shape makes it anew, where it is: only the keys and values of prompts cross to the device.
 */
export function createDeviceCache(config: ModelConfig, programs: ProgramCache): DecodeCache {
  const { executor } = programs;
  const names = cacheNames(config);
  const show = ({ slots, capacity }: DecodeShape): string => `${slots}x${capacity}`;
  let shape: DecodeShape = { slots: 0, capacity: 0 };
  let held: HeldSet = {};

  const replace = (next: HeldSet): void => {
    disposeAll(held);
    held = Object.fromEntries(names.map((name) => [name, next[NEXT_PREFIX + name]!]));
  };

  return {
    get shape() {
      return shape;
    },
    get feeds() {
      return held;
    },
    isReturned: true,
    holds: (output) => output.startsWith(NEXT_PREFIX),
    async admit(slot, prefix, length) {
      const program = await programs.get(
        `admit ${show(shape)}`,
        () => admissionGraph(config, shape),
        holdsAll,
      );
      const rows = rowsOf(config, shape, prefix, length);
      replace((await program.runAndHold({ ...held, ...rows, slot: Int32Array.of(slot) })).held);
    },
    advance: (result) => replace(result.held),
    async resize(to, keepSlots) {
      const from = shape;
      shape = to;
      if (keepSlots.length === 0) {
        disposeAll(held);
        held = {};
        const size: Shape = cacheShape(config, to);
        for (const name of names) held[name] = await executor.upload(new Float32Array(sizeOf(size)), size);
        return;
      }
      const program = await programs.get(
        `resize ${show(from)} to ${show(to)}`,
        () => resizeGraph(config, from, to),
        holdsAll,
      );
      // Slots beyond those that are kept are empty, whatever they hold.
      const kept = Int32Array.from({ length: to.slots }, (_, i) => keepSlots[i] ?? 0);
      replace((await program.runAndHold({ ...held, kept })).held);
    },
    dispose() {
      disposeAll(held);
      held = {};
    },
  };
}

/** A prompt's keys and values as a slot holds them, padded with zeros: inputs of the admission graph. */
function rowsOf(
  config: ModelConfig,
  { capacity }: DecodeShape,
  prefix: CacheEntries,
  length: number,
): Record<string, Float32Array> {
  const [heads, size] = [config.num_key_value_heads, headSize(config)];
  const rowOf = (entries: Float32Array): Float32Array => {
    const row = new Float32Array(heads * capacity * size);
    for (let position = 0; position < length; position++) {
      for (let head = 0; head < heads; head++) {
        const from = (position * heads + head) * size;
        row.set(entries.subarray(from, from + size), (head * capacity + position) * size);
      }
    }
    return row;
  };
  const named = (part: 'keys' | 'values'): [string, Float32Array][] =>
    prefix[part].map((entries, layer) => [`new ${part} ${layer}`, rowOf(entries)]);
  return Object.fromEntries([...named('keys'), ...named('values')]);
}
