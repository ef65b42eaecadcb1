import { concat, equal, expand, gatherRows, Graph, reshape, slice, sizeOf, where } from '../tensor/index.ts';
import type { Tensor } from '../tensor/index.ts';
import type { ModelConfig } from './config.ts';
import { cacheNames, cacheShape, NEXT_PREFIX } from './sampling-graphs.ts';
import type { DecodeShape } from './sampling-graphs.ts';

/**
 * Gives one slot of a cache new contents. Inputs: the cache, `slot` [1], and `new keys N` and `new values N`, [1,
 * key-value heads, capacity, head size]. Outputs: the cache, with `next ` before the names.
 */
export function admissionGraph(config: ModelConfig, shape: DecodeShape): Graph {
  const graph = new Graph();
  const slots = graph.constant(
    Int32Array.from({ length: shape.slots }, (_, i) => i),
    [shape.slots, 1, 1, 1],
  );
  const isHere = equal(slots, reshape(graph.input('slot', [1], 'int32'), [1, 1, 1, 1]));
  for (const name of cacheNames(config)) {
    const cache = graph.input(name, cacheShape(config, shape));
    const row = graph.input(`new ${name}`, cacheShape(config, { ...shape, slots: 1 }));
    graph.output(NEXT_PREFIX + name, where(isHere, row, cache));
  }
  return graph;
}

/**
 * Changes the shape of a cache. Inputs: the cache, and `kept` [slots], the earlier slot that each new one holds. Positions
 * that do not fit are cut off, new ones are zero. Outputs: the cache, with `next ` before the names.
 */
export function resizeGraph(config: ModelConfig, from: DecodeShape, to: DecodeShape): Graph {
  const graph = new Graph();
  const kept = graph.input('kept', [to.slots], 'int32');
  const moved = { slots: to.slots, capacity: from.capacity };
  for (const name of cacheNames(config)) {
    const shape = cacheShape(config, from);
    const rows = reshape(graph.input(name, shape), [from.slots, sizeOf(shape.slice(1))]);
    const cache = reshape(gatherRows(rows, kept), cacheShape(config, moved));
    graph.output(NEXT_PREFIX + name, withCapacity(cache, to.capacity));
  }
  return graph;
}

function withCapacity(cache: Tensor, capacity: number): Tensor {
  const now = cache.shape[2]!;
  if (capacity <= now) return slice(cache, 2, 0, capacity);
  return concat([cache, expand(cache.graph.scalar(0), cache.shape.with(2, capacity - now))], 2);
}
