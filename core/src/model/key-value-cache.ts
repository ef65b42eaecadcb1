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
  /** A cache of another shape with the given slots in the given order, and the positions that fit. */
  resize(shape: DecodeShape, keepSlots: readonly number[]): KeyValueCache;
}

/** Allocates a cache of zeros. */
export function createKeyValueCache(config: ModelConfig, shape: DecodeShape): KeyValueCache {
  const heads = config.num_key_value_heads;
  const size = headSize(config);
  const { slots, capacity } = shape;
  const layers = Array.from({ length: config.num_hidden_layers }, (_, layer) => layer);
  const allocate = (): Float32Array[] => layers.map(() => new Float32Array(slots * heads * capacity * size));
  const keys = allocate();
  const values = allocate();

  const writeArray = (
    target: Float32Array,
    slot: number,
    position: number,
    source: Float32Array,
    row: number,
  ): void => {
    for (let head = 0; head < heads; head++) {
      const to = ((slot * heads + head) * capacity + position) * size;
      const from = (row * heads + head) * size;
      for (let i = 0; i < size; i++) target[to + i] = source[from + i]!;
    }
  };

  return {
    shape,
    feeds: Object.fromEntries(
      layers.flatMap((layer) => [
        [`keys ${layer}`, keys[layer]!],
        [`values ${layer}`, values[layer]!],
      ]),
    ),
    write(slot, position, entries, row, count) {
      for (const layer of layers) {
        for (let i = 0; i < count; i++) {
          writeArray(keys[layer]!, slot, position + i, entries.keys[layer]!, row + i);
          writeArray(values[layer]!, slot, position + i, entries.values[layer]!, row + i);
        }
      }
    },
    resize(newShape, keepSlots) {
      const resized = createKeyValueCache(config, newShape);
      const positions = Math.min(capacity, newShape.capacity);
      for (const [name, target] of Object.entries(resized.feeds)) {
        copySlots(this.feeds[name]!, target, {
          keepSlots,
          heads,
          from: capacity * size,
          to: newShape.capacity * size,
          count: positions * size,
        });
      }
      return resized;
    },
  };
}

interface CopyPlan {
  readonly keepSlots: readonly number[];
  readonly heads: number;
  /** Elements of one head of one slot in the source, in the target, and to copy. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

function copySlots(
  source: Float32Array,
  target: Float32Array,
  { keepSlots, heads, from, to, count }: CopyPlan,
): void {
  keepSlots.forEach((oldSlot, newSlot) => {
    for (let head = 0; head < heads; head++) {
      const start = (oldSlot * heads + head) * from;
      target.set(source.subarray(start, start + count), (newSlot * heads + head) * to);
    }
  });
}
