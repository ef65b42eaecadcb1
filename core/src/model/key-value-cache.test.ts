import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { expect, it } from 'vitest';

import { parseModelConfig } from './config.ts';
import { createKeyValueCache } from './key-value-cache.ts';

const LARGEST = { slots: 8, capacity: 96 };
const HEADS = 2;
const SIZE = 2;
const config = parseModelConfig({
  vocab_size: 4,
  hidden_size: 8,
  intermediate_size: 8,
  num_hidden_layers: 1,
  num_attention_heads: 4,
  num_key_value_heads: HEADS,
  max_position_embeddings: 96,
});

/** The rows that a slot's keys hold, `undefined` where nothing was written. */
type Slot = (number[] | undefined)[];

const row = (seed: number): number[] => Array.from({ length: HEADS * SIZE }, (_, i) => 10 * seed + i + 1);

/** Slots that stay: any of them, in rising order, as many as the new shape has. */
const change = record({
  slots: constantFrom(1, 2, 4, 8),
  capacity: constantFrom(32, 64, 96),
  keep: array(integer({ min: 0, max: 7 }), { maxLength: 8 }),
  written: array(record({ slot: integer({ min: 0, max: 7 }), position: integer({ min: 0, max: 95 }) })),
});

it('holds what was written, whatever shapes it goes through', () => {
  assert(
    property(array(change, { maxLength: 6 }), (changes) => {
      const cache = createKeyValueCache(config, LARGEST);
      let slots: Slot[] = [];
      let seed = 0;
      for (const { slots: count, capacity, keep, written } of changes) {
        const kept = [...new Set(keep)]
          .filter((slot) => slot < slots.length)
          .sort((a, b) => a - b)
          .slice(0, count);
        cache.resize({ slots: count, capacity }, kept);
        slots = Array.from({ length: count }, (_, i) => (slots[kept[i]!] ?? []).slice(0, capacity));
        for (const { slot, position } of written) {
          if (slot >= count || position >= capacity) continue;
          const entry = row((seed += 1));
          const entries = { keys: [Float32Array.from(entry)], values: [Float32Array.from(entry, (x) => -x)] };
          cache.write(slot, position, entries, 0, 1);
          slots[slot]![position] = entry;
        }
        slots.forEach((rows, slot) =>
          rows.forEach((expected, position) => {
            if (!expected) return;
            const read = (name: string): number[] =>
              Array.from({ length: HEADS * SIZE }, (_, i) => {
                const head = slot * HEADS + Math.floor(i / SIZE);
                return cache.feeds[name]![(head * capacity + position) * SIZE + (i % SIZE)]!;
              });
            expect(read('keys 0')).toEqual(expected);
            expect(read('values 0')).toEqual(expected.map((x) => -x));
          }),
        );
      }
    }),
  );
});

it('lets its memory go when it is disposed', () => {
  const cache = createKeyValueCache(config, LARGEST);
  cache.resize(LARGEST, []);
  const fed = cache.feeds['keys 0']!;
  expect(fed).toHaveLength(8 * HEADS * 96 * SIZE);
  cache.dispose();
  expect(fed).toHaveLength(0);
});
