import { headSize } from './config.ts';
import type { ModelConfig } from './config.ts';
import type { DecodeShape } from './sampling-graphs.ts';

/** Keys and values of consecutive positions, one array per layer: [positions, key width]. */
export interface CacheEntries {
  readonly keys: readonly Float32Array[];
  readonly values: readonly Float32Array[];
}

/** Keys and values of all slots and layers, in arrays that are fed to the decoding graph as they are. */
export interface KeyValueCache {
  readonly shape: DecodeShape;
  /** Graph inputs by name, `keys N` and `values N`: [slots, key-value heads, capacity, head size]. */
  readonly feeds: Readonly<Record<string, Float32Array>>;
  /** Writes consecutive positions of one slot, from row `row` of the entries on. */
  write(slot: number, position: number, entries: CacheEntries, row: number, count: number): void;
  /** Changes the shape: the given slots, in rising order, become the first, with the positions that fit. */
  resize(shape: DecodeShape, keepSlots: readonly number[]): void;
  /** Gives the memory back at once; the garbage collector would do so only later, with the next cache beside it. */
  dispose(): void;
}

/**
 * Makes an empty cache that can grow up to `largest`. Its memory is taken from the system as it is written to, and is
 * rearranged in place when the shape changes: there is never a second copy.
 */
export function createKeyValueCache(config: ModelConfig, largest: DecodeShape): KeyValueCache {
  const heads = config.num_key_value_heads;
  const size = headSize(config);
  const elements = ({ slots, capacity }: DecodeShape): number => slots * heads * capacity * size;
  const layers = Array.from({ length: config.num_hidden_layers }, (_, layer) => layer);
  const allocate = (): Float32Array<ArrayBuffer>[] => layers.map(() => new Float32Array(elements(largest)));
  const keys = allocate();
  const values = allocate();
  let shape: DecodeShape = { slots: 0, capacity: 0 };
  let feeds: Readonly<Record<string, Float32Array>> = {};

  const writeArray = (
    target: Float32Array,
    slot: number,
    position: number,
    source: Float32Array,
    row: number,
  ): void => {
    for (let head = 0; head < heads; head++) {
      const to = ((slot * heads + head) * shape.capacity + position) * size;
      const from = (row * heads + head) * size;
      for (let i = 0; i < size; i++) target[to + i] = source[from + i]!;
    }
  };

  return {
    get shape() {
      return shape;
    },
    get feeds() {
      return feeds;
    },
    write(slot, position, entries, row, count) {
      for (const layer of layers) {
        for (let i = 0; i < count; i++) {
          writeArray(keys[layer]!, slot, position + i, entries.keys[layer]!, row + i);
          writeArray(values[layer]!, slot, position + i, entries.values[layer]!, row + i);
        }
      }
    },
    resize(newShape, keepSlots) {
      const [from, to] = [shape.capacity * size, newShape.capacity * size];
      for (const array of [...keys, ...values]) {
        moveRows(array, keepSlots, heads * from);
        restride(array, keepSlots.length * heads, from, to);
      }
      shape = newShape;
      const fed = (array: Float32Array): Float32Array => array.subarray(0, elements(shape));
      feeds = Object.fromEntries(
        layers.flatMap((layer) => [
          [`keys ${layer}`, fed(keys[layer]!)],
          [`values ${layer}`, fed(values[layer]!)],
        ]),
      );
    },
    dispose() {
      feeds = {};
      structuredClone(undefined, { transfer: [...keys, ...values].map(({ buffer }) => buffer) });
    },
  };
}

/** Moves rows of a width to the front, in place; their numbers rise. */
function moveRows(array: Float32Array, rows: readonly number[], width: number): void {
  rows.forEach((row, index) => {
    if (row !== index) array.copyWithin(index * width, row * width, (row + 1) * width);
  });
}

/** Gives the first `count` rows of width `from` the width `to`, in place: cut, or with anything behind them. */
function restride(array: Float32Array, count: number, from: number, to: number): void {
  const move = (row: number): unknown =>
    array.copyWithin(row * to, row * from, row * from + Math.min(from, to));
  if (to > from) for (let row = count - 1; row > 0; row--) move(row);
  if (to < from) for (let row = 1; row < count; row++) move(row);
}
