import type { AttentionShape, Tensor } from '../tensor/index.ts';
import { headSize, slidingWindow } from './config.ts';
import type { ModelConfig } from './config.ts';

/** The sizes of a model's attention. */
export function attentionShape(config: ModelConfig): AttentionShape {
  return {
    heads: config.num_attention_heads,
    keyValueHeads: config.num_key_value_heads,
    headSize: headSize(config),
  };
}

/**
 * The mask of each layer: layers with the same sliding window share one. A window that holds a whole row of
 * `length` positions is none.
 */
export function layerMasks(
  config: ModelConfig,
  length: number,
  build: (window: number) => Tensor,
): (layer: number) => Tensor {
  const masks = new Map<number, Tensor>();
  return (layer) => {
    const window = slidingWindow(config, layer) ?? Infinity;
    const key = window >= length ? Infinity : window;
    const mask = masks.get(key) ?? build(key);
    masks.set(key, mask);
    return mask;
  };
}
