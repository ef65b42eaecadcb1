import {
  add,
  attention,
  blockAttention,
  causalSegmentMask,
  concat,
  equal,
  expand,
  Graph,
  logSoftmax,
  matmul,
  mul,
  reshape,
  slice,
  softmax,
  sum,
  transpose,
  where,
} from '../tensor/index.ts';
import type { Shape, Tensor } from '../tensor/index.ts';
import { lengthMask } from '../tensor/ops/attention.ts';
import { columnProduct, PRODUCT_ROWS } from './column-product.ts';
import { headSize, slidingWindow } from './config.ts';
import type { ModelConfig } from './config.ts';
import { attentionShape, layerMasks } from './layer-attention.ts';
import type { BatchShape } from './training-graphs.ts';
import { buildTransformer } from './transformer.ts';
import type { AttentionRule } from './transformer.ts';

/** The static shape of a decoding step. */
export interface DecodeShape {
  /** Sequences that advance together. */
  readonly slots: number;
  /** Cached positions of each slot. */
  readonly capacity: number;
}

/** Before the name of a cache's tensor: the same behind a step, an admission or a change of shape. */
export const NEXT_PREFIX = 'next ';

/** What the tensors of a cache are called: `keys N` and `values N` of each layer. */
export function cacheNames({ num_hidden_layers: layers }: ModelConfig): string[] {
  return Array.from({ length: layers }, (_, layer) => [`keys ${layer}`, `values ${layer}`]).flat();
}

/** The shape of each: [slots, key-value heads, capacity, head size]. */
export function cacheShape(config: ModelConfig, { slots, capacity }: DecodeShape): Shape {
  return [slots, config.num_key_value_heads, capacity, headSize(config)];
}

/**
 * One decoding step: every slot advances by one token. Inputs `tokens` and `positions`, [slots, 1], and the
 * caches `keys N` and `values N` of each layer, [slots, key-value heads, capacity, head size], of which slot i
 * shows its first `positions[i]` entries; `inverseTemperature` [1]. Outputs `logProbabilities` and `weights`, [slots,
 * vocabulary], the distribution at temperature 1 and at the given one, and `entries` [layers, 2, slots, key width],
 * each layer's new keys and new values. The caches are not returned: the caller writes
 * the new entries into its arrays, so that no step copies a cache. With `returnsCache` they are, with the new entries
 * in them, as `next keys N` and `next values N`, and `entries` is not.
 */
export function decodeGraph(config: ModelConfig, shape: DecodeShape, returnsCache = false): Graph {
  const { slots, capacity } = shape;
  const graph = new Graph();
  const tokens = graph.input('tokens', [slots, 1], 'int32');
  const positions = graph.input('positions', [slots, 1], 'int32');
  const lengths = reshape(positions, [slots]);
  const maskOf = layerMasks(config, capacity, (window) => lengthMask(lengths, capacity, window));
  const write = cacheWriter(positions, shape);
  const entries: Tensor[] = [];
  const attend: AttentionRule = (query, key, value, layer) => {
    const own = {
      query: firstRows(query, slots),
      key: firstRows(key, slots),
      value: firstRows(value, slots),
    };
    entries.push(own.key, own.value);
    const keys = graph.input(`keys ${layer}`, cacheShape(config, shape));
    const values = graph.input(`values ${layer}`, cacheShape(config, shape));
    if (returnsCache) {
      graph.output(`${NEXT_PREFIX}keys ${layer}`, write(keys, own.key));
      graph.output(`${NEXT_PREFIX}values ${layer}`, write(values, own.value));
    }
    return padRows(attendToCache(own, { keys, values, mask: maskOf(layer) }));
  };
  const inputs = { tokens: padRows(tokens), positions: padRows(positions), positionLimit: capacity };
  const model = buildTransformer(graph, config, inputs, attend, { product: columnProduct });
  const logProbabilities = logSoftmax(firstRows(model.logits, slots));
  graph.output('logProbabilities', logProbabilities);
  graph.output('weights', softmax(mul(logProbabilities, graph.input('inverseTemperature', [1]))));
  if (!returnsCache) graph.output('entries', concat(entries, 0));
  return graph;
}

/** Makes what puts each slot's new entry, [slots, 1, key width], at its position in a cache. */
function cacheWriter(
  positions: Tensor,
  { slots, capacity }: DecodeShape,
): (cache: Tensor, entry: Tensor) => Tensor {
  const all = positions.graph.constant(
    Int32Array.from({ length: capacity }, (_, i) => i),
    [1, 1, capacity, 1],
  );
  const isHere = equal(all, reshape(positions, [slots, 1, 1, 1]));
  return (cache, entry) => where(isHere, reshape(entry, cache.shape.with(2, 1)), cache);
}

/** Adds rows of zeros up to a multiple of `PRODUCT_ROWS`. */
function padRows(x: Tensor): Tensor {
  const padding = (PRODUCT_ROWS - (x.shape[0]! % PRODUCT_ROWS)) % PRODUCT_ROWS;
  if (padding === 0) return x;
  const zero = x.dataType === 'int32' ? x.graph.constant(Int32Array.of(0), []) : x.graph.scalar(0);
  return concat([x, expand(zero, x.shape.with(0, padding))], 0);
}

function firstRows(x: Tensor, count: number): Tensor {
  return count === x.shape[0] ? x : slice(x, 0, 0, count);
}

/** A new position of each slot: [slots, 1, width] each. */
interface NewPosition {
  readonly query: Tensor;
  readonly key: Tensor;
  readonly value: Tensor;
}

interface CachedLayer {
  readonly keys: Tensor;
  readonly values: Tensor;
  readonly mask: Tensor;
}

/** Attention of one new position to the cached positions and to itself. */
function attendToCache({ query, key, value }: NewPosition, { keys, values, mask }: CachedLayer): Tensor {
  const [slots, keyValueHeads, capacity, size] = keys.shape as [number, number, number, number];
  const groups = slots * keyValueHeads;
  const queriesPerGroup = query.shape[2]! / (keyValueHeads * size);
  const q = mul(reshape(query, [groups, queriesPerGroup, size]), 1 / Math.sqrt(size));
  const own = (x: Tensor): Tensor => reshape(x, [groups, 1, size]);
  // The keys from the left, as in `columnProduct`.
  const columns = matmul(reshape(keys, [groups, capacity, size]), q, { transposeB: true });
  const cached = transpose(columns, [0, 2, 1]);
  const masked = add(reshape(cached, [slots, keyValueHeads, queriesPerGroup, capacity]), mask);
  const ownScore = sum(mul(q, own(key)), { axes: [-1], keepAxes: true });
  const scores = concat([reshape(masked, cached.shape), ownScore], 2);
  const probabilities = softmax(scores);
  const fromCache = matmul(slice(probabilities, 2, 0, capacity), reshape(values, [groups, capacity, size]));
  const fromSelf = mul(slice(probabilities, 2, capacity, capacity + 1), own(value));
  return reshape(add(fromCache, fromSelf), query.shape);
}

/** Longer prompts are attended to in blocks of queries. */
export const WHOLE_PROMPT = 256;

/**
 * Reads prompts into keys and values: inputs `tokens` and `positions`, [rows, time]; outputs `keys N` and
 * `values N`, [rows, time, key width]. Memory grows linearly with the time.
 */
export function prefillGraph(config: ModelConfig, { rows, time }: BatchShape): Graph {
  const graph = new Graph();
  const tokens = graph.input('tokens', [rows, time], 'int32');
  const positions = graph.input('positions', [rows, time], 'int32');
  const rowOf = (window: number): Tensor =>
    causalSegmentMask(graph.constant(new Int32Array(rows * time), [rows, time]), window);
  const maskOf = layerMasks(config, time, rowOf);
  const shape = attentionShape(config);
  buildTransformer(graph, config, { tokens, positions }, (query, key, value, layer) => {
    graph.output(`keys ${layer}`, key);
    graph.output(`values ${layer}`, value);
    if (time <= WHOLE_PROMPT) return attention(query, key, value, maskOf(layer), shape);
    return blockAttention(query, key, value, undefined, shape, { window: slidingWindow(config, layer) });
  });
  return graph;
}
