import {
  add,
  attention,
  causalSegmentMask,
  concat,
  Graph,
  lengthMask,
  logSoftmax,
  matmul,
  mul,
  reshape,
  slice,
  softmax,
  sum,
} from '../tensor/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { headSize } from './config.ts';
import type { ModelConfig } from './config.ts';
import { attentionShape, layerMasks } from './layer-attention.ts';
import type { BatchShape } from './training-graphs.ts';
import { buildTransformer } from './transformer.ts';

/** The static shape of a decoding step. */
export interface DecodeShape {
  /** Sequences that advance together. */
  readonly slots: number;
  /** Cached positions of each slot. */
  readonly capacity: number;
}

/**
 * One decoding step: every slot advances by one token. Inputs `tokens` and `positions`, [slots, 1], and the
 * caches `keys N` and `values N` of each layer, [slots, key-value heads, capacity, head size], of which slot i
 * shows its first `positions[i]` entries. Outputs `logProbabilities` [slots, vocabulary], and each layer's new
 * entry, `new keys N` and `new values N`, [slots, 1, key width]. The caches are not returned: the caller writes
 * the new entries into its arrays, so that no step copies a cache.
 */
export function decodeGraph(config: ModelConfig, { slots, capacity }: DecodeShape): Graph {
  const graph = new Graph();
  const tokens = graph.input('tokens', [slots, 1], 'int32');
  const positions = graph.input('positions', [slots, 1], 'int32');
  const lengths = reshape(positions, [slots]);
  const maskOf = layerMasks(config, capacity, (window) => lengthMask(lengths, capacity, window));
  const cacheShape = [slots, config.num_key_value_heads, capacity, headSize(config)];
  const inputs = { tokens, positions, positionLimit: capacity };
  const model = buildTransformer(graph, config, inputs, (query, key, value, layer) => {
    graph.output(`new keys ${layer}`, key);
    graph.output(`new values ${layer}`, value);
    const keys = graph.input(`keys ${layer}`, cacheShape);
    const values = graph.input(`values ${layer}`, cacheShape);
    return attendToCache(query, { key, value, keys, values, mask: maskOf(layer) });
  });
  graph.output('logProbabilities', logSoftmax(model.logits));
  return graph;
}

interface CachedLayer {
  readonly key: Tensor;
  readonly value: Tensor;
  readonly keys: Tensor;
  readonly values: Tensor;
  readonly mask: Tensor;
}

/** Attention of one new position to the cached positions and to itself. */
function attendToCache(query: Tensor, { key, value, keys, values, mask }: CachedLayer): Tensor {
  const [slots, keyValueHeads, capacity, size] = keys.shape as [number, number, number, number];
  const groups = slots * keyValueHeads;
  const queriesPerGroup = query.shape[2]! / (keyValueHeads * size);
  const q = mul(reshape(query, [groups, queriesPerGroup, size]), 1 / Math.sqrt(size));
  const own = (x: Tensor): Tensor => reshape(x, [groups, 1, size]);
  const cached = matmul(q, reshape(keys, [groups, capacity, size]), { transposeB: true });
  const masked = add(reshape(cached, [slots, keyValueHeads, queriesPerGroup, capacity]), mask);
  const ownScore = sum(mul(q, own(key)), { axes: [-1], keepAxes: true });
  const scores = concat([reshape(masked, cached.shape), ownScore], 2);
  const probabilities = softmax(scores);
  const fromCache = matmul(slice(probabilities, 2, 0, capacity), reshape(values, [groups, capacity, size]));
  const fromSelf = mul(slice(probabilities, 2, capacity, capacity + 1), own(value));
  return reshape(add(fromCache, fromSelf), query.shape);
}

/**
 * Reads prompts into keys and values: inputs `tokens` and `positions`, [rows, time]; outputs `keys N` and
 * `values N`, [rows, time, key width].
 */
export function prefillGraph(config: ModelConfig, { rows, time }: BatchShape): Graph {
  const graph = new Graph();
  const tokens = graph.input('tokens', [rows, time], 'int32');
  const positions = graph.input('positions', [rows, time], 'int32');
  const oneSegment = graph.constant(new Int32Array(rows * time), [rows, time]);
  const maskOf = layerMasks(config, time, (window) => causalSegmentMask(oneSegment, window));
  const shape = attentionShape(config);
  buildTransformer(graph, config, { tokens, positions }, (query, key, value, layer) => {
    graph.output(`keys ${layer}`, key);
    graph.output(`values ${layer}`, value);
    return attention(query, key, value, maskOf(layer), shape);
  });
  return graph;
}
