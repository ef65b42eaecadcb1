import { randomStream } from '../domain/random.ts';
import { sizeOf } from '../tensor/index.ts';
import type { Graph, Shape, Tensor } from '../tensor/index.ts';
import { hasBias } from './config.ts';
import type { ModelConfig } from './config.ts';
import { headSize, linearLayers } from './linear-layers.ts';
import type { LinearLayer } from './linear-layers.ts';

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

/**
 * Names and shapes of a model's weights, in the order of the layers.
 *
 * @example
 * const { model } = await readModelFolder('runs/quickstart/model');
 * for (const [name, shape] of parameterShapes(model)) console.log(name, shape); // model.norm.weight [128]
 */
export function parameterShapes(config: ModelConfig): readonly (readonly [string, Shape])[] {
  const { hidden_size: hidden, vocab_size: vocabulary } = config;
  const matrices = (name: string, part: string): (readonly [string, Shape])[] =>
    linearLayers(config)
      .filter((layer) => layer.name.startsWith(part))
      .flatMap((layer) => [
        [`${name}.${layer.name}.weight`, [layer.outputs, layer.inputs]] as const,
        ...(hasBias(config, layer.name) ? [[`${name}.${layer.name}.bias`, [layer.outputs]] as const] : []),
      ]);
  const layers = Array.from({ length: config.num_hidden_layers }, (_, index) => {
    const name = `model.layers.${index}`;
    const headNorm = (part: string): (readonly [string, Shape])[] =>
      config.model_type === 'qwen3' ? [[`${name}.self_attn.${part}_norm.weight`, [headSize(config)]]] : [];
    return [
      [`${name}.input_layernorm.weight`, [hidden]] as const,
      ...matrices(name, 'self_attn.'),
      ...headNorm('q'),
      ...headNorm('k'),
      [`${name}.post_attention_layernorm.weight`, [hidden]] as const,
      ...matrices(name, 'mlp.'),
    ];
  });
  return [
    ['model.embed_tokens.weight', [vocabulary, hidden]],
    ...layers.flat(),
    ['model.norm.weight', [hidden]],
    ...(config.tie_word_embeddings ? [] : [['lm_head.weight', [vocabulary, hidden]] as const]),
  ];
}

/** The layers with an adapter, by their path in the model. */
export function adaptedLayers(config: ModelConfig): LinearLayer[] {
  const { lora, num_hidden_layers: count, hidden_size: inputs, vocab_size: outputs } = config;
  if (!lora) return [];
  const isTarget = (name: string): boolean => lora.targets.includes(name.split('.').at(-1)!);
  const inBlock = linearLayers(config).filter(({ name }) => isTarget(name));
  const layers = Array.from({ length: count }, (_, index) =>
    inBlock.map((layer) => ({ ...layer, name: `model.layers.${index}.${layer.name}` })),
  );
  return [...layers.flat(), ...(isTarget('lm_head') ? [{ name: 'lm_head', outputs, inputs }] : [])];
}

/** Names and shapes of a model's adapters; none without `lora`. */
export function adapterShapes(config: ModelConfig): readonly (readonly [string, Shape])[] {
  const rank = config.lora?.rank ?? 0;
  return adaptedLayers(config).flatMap(({ name, outputs, inputs }) => [
    [`${name}.lora_A.weight`, [rank, inputs]] as const,
    [`${name}.lora_B.weight`, [outputs, rank]] as const,
  ]);
}

/** Allocates a model's weights, all zero. */
export function allocateParameters(config: ModelConfig): Parameters {
  return allocate(parameterShapes(config));
}

/** Allocates a model's adapters, all zero. */
export function allocateAdapters(config: ModelConfig): Parameters {
  return allocate(adapterShapes(config));
}

function allocate(shapes: readonly (readonly [string, Shape])[]): Parameters {
  let offset = 0;
  const entries = shapes.map(([name, shape]) => {
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
 * Seeded initial weights: norms are 1, biases 0, matrices are normal with standard deviation `initializer_range`, and
 * the two matrices that write to the residual stream are smaller by `sqrt(2 * layers)` (Radford et al. 2019,
 * GPT-2, section 2.3). Each weight has a random stream of its own, so adding layers changes no other weight.
 */
export function initialiseParameters(config: ModelConfig, seed: number): Parameters {
  const parameters = allocateParameters(config);
  for (const { name, shape } of parameters.entries) {
    const view = parameters.views[name]!;
    if (shape.length === 1) {
      view.fill(name.endsWith('.bias') ? 0 : 1);
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

/** Declares weights as inputs of a graph. */
export function parameterInputs(
  graph: Graph,
  shapes: readonly (readonly [string, Shape])[],
): ReadonlyMap<string, Tensor> {
  return new Map(shapes.map(([name, shape]) => [name, graph.input(name, shape)]));
}
