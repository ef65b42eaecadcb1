import { randomStream } from '../domain/random.ts';
import { sizeOf } from '../tensor/index.ts';
import type { Graph, Shape, Tensor } from '../tensor/index.ts';
import { headSize } from './config.ts';
import type { ModelConfig } from './config.ts';

/** One weight of a model: its Hugging Face name, its shape, and where it lies in the flat array. */
export interface ParameterEntry {
  readonly name: string;
  /** Matrices are [out, in], as on disk. */
  readonly shape: Shape;
  readonly offset: number;
  readonly size: number;
}

/** A model's weights by name, as views of one flat array. */
export interface Parameters {
  readonly entries: readonly ParameterEntry[];
  readonly flat: Float32Array;
  /** The view of each weight, by name: ready to be fed to a graph. */
  readonly views: Readonly<Record<string, Float32Array>>;
}

/** Names and shapes of a model's weights, in the order of the layers. */
export function parameterShapes(config: ModelConfig): readonly (readonly [string, Shape])[] {
  const { hidden_size: hidden, intermediate_size: inner, vocab_size: vocabulary } = config;
  const keyWidth = config.num_key_value_heads * headSize(config);
  const layers = Array.from({ length: config.num_hidden_layers }, (_, index) => {
    const name = (rest: string): string => `model.layers.${index}.${rest}.weight`;
    return [
      [name('input_layernorm'), [hidden]],
      [name('self_attn.q_proj'), [hidden, hidden]],
      [name('self_attn.k_proj'), [keyWidth, hidden]],
      [name('self_attn.v_proj'), [keyWidth, hidden]],
      [name('self_attn.o_proj'), [hidden, hidden]],
      [name('post_attention_layernorm'), [hidden]],
      [name('mlp.gate_proj'), [inner, hidden]],
      [name('mlp.up_proj'), [inner, hidden]],
      [name('mlp.down_proj'), [hidden, inner]],
    ] as const;
  });
  return [
    ['model.embed_tokens.weight', [vocabulary, hidden]],
    ...layers.flat(),
    ['model.norm.weight', [hidden]],
    ...(config.tie_word_embeddings ? [] : [['lm_head.weight', [vocabulary, hidden]] as const]),
  ];
}

/** Allocates a model's weights, all zero. */
export function allocateParameters(config: ModelConfig): Parameters {
  let offset = 0;
  const entries = parameterShapes(config).map(([name, shape]) => {
    const entry = { name, shape, offset, size: sizeOf(shape) };
    offset += entry.size;
    return entry;
  });
  return viewParameters(entries, new Float32Array(offset));
}

/** Other numbers in the layout of existing weights: a copy, gradients, moments. */
export function viewParameters(entries: readonly ParameterEntry[], flat: Float32Array): Parameters {
  const views = Object.fromEntries(
    entries.map(({ name, offset, size }) => [name, flat.subarray(offset, offset + size)]),
  );
  return { entries, flat, views };
}

/**
 * Seeded initial weights: norms are 1, matrices are normal with standard deviation `initializer_range`, and
 * the two matrices that write to the residual stream are smaller by `sqrt(2 * layers)` (Radford et al. 2019,
 * GPT-2, section 2.3). Each weight has a random stream of its own, so adding layers changes no other weight.
 */
export function initialiseParameters(config: ModelConfig, seed: number): Parameters {
  const parameters = allocateParameters(config);
  for (const { name, shape } of parameters.entries) {
    const view = parameters.views[name]!;
    if (shape.length === 1) {
      view.fill(1);
      continue;
    }
    const deviation = initialDeviation(config, name);
    const random = randomStream(seed, 'weights', name);
    for (let i = 0; i < view.length; i++) view[i] = random.normal() * deviation;
  }
  return parameters;
}

function initialDeviation(config: ModelConfig, name: string): number {
  const writesResidual = name.includes('.o_proj.') || name.includes('.down_proj.');
  return config.initializer_range / (writesResidual ? Math.sqrt(2 * config.num_hidden_layers) : 1);
}

/** Declares a model's weights as inputs of a graph, in the order of `parameterShapes`. */
export function parameterInputs(graph: Graph, config: ModelConfig): ReadonlyMap<string, Tensor> {
  return new Map(parameterShapes(config).map(([name, shape]) => [name, graph.input(name, shape)]));
}
