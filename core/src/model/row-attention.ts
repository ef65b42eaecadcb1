import { attention, blockAttention, causalSegmentMask } from '../tensor/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { slidingWindow } from './config.ts';
import type { ModelConfig } from './config.ts';
import { attentionShape, layerMasks } from './layer-attention.ts';
import type { AttentionRule } from './transformer.ts';

/** More attention scores than this in all layers together are computed in blocks and not kept: 256 MiB. */
export const MOST_SCORES = 2 ** 26;

/**
 * Attention inside packed rows, [rows, time] segments: whole rows at once while they are small, else in blocks, which
 * need no segments where each row starts with its only sequence.
 */
export function rowAttention(config: ModelConfig, segments: Tensor, packed: boolean): AttentionRule {
  const [rows, time] = segments.shape as [number, number];
  const shape = attentionShape(config);
  if (config.num_hidden_layers * rows * shape.heads * time * time > MOST_SCORES) {
    return (query, key, value, layer) =>
      blockAttention(query, key, value, packed ? segments : undefined, shape, {
        window: slidingWindow(config, layer),
      });
  }
  const maskOf = layerMasks(config, time, (window) => causalSegmentMask(segments, window));
  return (query, key, value, layer) => attention(query, key, value, maskOf(layer), shape);
}
