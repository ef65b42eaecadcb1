import { randomStream } from '../domain/random.ts';
import type { LoraConfig, ModelConfig } from './config.ts';
import { adaptedLayers } from './parameters.ts';
import type { Parameters } from './parameters.ts';

/** Names of an adapter's two matrices behind the path of its layer: `A` is [rank, in], `B` is [out, rank]. */
export const ADAPTER_PARTS = { a: 'lora_A.weight', b: 'lora_B.weight' } as const;

/** What LoRA multiplies an adapter's product by: `alpha / rank`, or `alpha / sqrt(rank)` when rank-stabilised. */
export function loraScale({ rank, alpha, rankStabilised }: LoraConfig): number {
  return alpha / (rankStabilised ? Math.sqrt(rank) : rank);
}

/**
 * Fills new adapters as PEFT does: A is uniform within `1 / sqrt(in)` (Kaiming with `a = sqrt(5)`), B is zero, so
 * that a new adapter changes nothing. Hu et al., arXiv 2106.09685, section 4.1.
 */
export function initialiseAdapters(adapters: Parameters, seed: number): void {
  for (const { name, shape } of adapters.entries) {
    if (!name.endsWith(ADAPTER_PARTS.a)) continue;
    const bound = 1 / Math.sqrt(shape[1]!);
    const random = randomStream(seed, 'weights', name);
    const view = adapters.views[name]!;
    for (let i = 0; i < view.length; i++) view[i] = (2 * random.next() - 1) * bound;
  }
}

/** Adds adapters into the weights they adapt, in place: `W += scale * B A`. The adapters are left as they are. */
export function mergeAdapters(config: ModelConfig, weights: Parameters, adapters: Parameters): void {
  const { lora } = config;
  if (!lora) return;
  const scale = loraScale(lora);
  for (const { name, outputs, inputs } of adaptedLayers(config)) {
    const a = adapters.views[`${name}.${ADAPTER_PARTS.a}`]!;
    const b = adapters.views[`${name}.${ADAPTER_PARTS.b}`]!;
    const weight = weights.views[`${name}.weight`]!;
    for (let row = 0; row < outputs; row++) {
      for (let r = 0; r < lora.rank; r++) {
        const factor = scale * b[row * lora.rank + r]!;
        for (let i = 0; i < inputs; i++) weight[row * inputs + i]! += factor * a[r * inputs + i]!;
      }
    }
  }
}
