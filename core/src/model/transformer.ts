import {
  add,
  frequencyTables,
  gatherRows,
  matmul,
  recompute,
  reshape,
  rmsNorm,
  rope,
  slice,
  swiGlu,
} from '../tensor/index.ts';
import type { Graph, LogitsHead, RopeTables, Tensor } from '../tensor/index.ts';
import { hasBias, headSize, rotarySize } from './config.ts';
import type { ModelConfig } from './config.ts';
import { ADAPTER_PARTS, loraScale } from './lora.ts';
import { adapterShapes, parameterInputs, parameterShapes } from './parameters.ts';
import { ropeFrequencies } from './rope-frequencies.ts';

/** The tokens of one run: [batch, time] of type `int32` each. */
export interface TokenInputs {
  readonly tokens: Tensor;
  /** Position of each token in its own sequence. */
  readonly positions: Tensor;
  /** All positions are smaller than this. Default: the length of a row. */
  readonly positionLimit?: number;
}

/**
 * Mixes the positions of one layer. Query [batch, time, query width]; key and value [batch, time, key width]; all
 * already rotated. Result like query.
 */
export type AttentionRule = (query: Tensor, key: Tensor, value: Tensor, layer: number) => Tensor;

/** The product `scale * x W^T` of a linear layer: x [count, in], W [out, in]. */
export type ProductRule = (x: Tensor, weight: Tensor, scale?: number) => Tensor;

/** How a transformer is built. */
export interface TransformerOptions {
  /** Keep only each layer's input for the reverse pass, which computes the layer again. Default false. */
  readonly recomputesLayers?: boolean;
  /** How linear layers are multiplied. Default: as one product. */
  readonly product?: ProductRule;
}

/** A transformer in a graph: its weights are inputs, named as on disk. */
export interface TransformerGraph {
  /** The weights that training changes: all of them, or the adapters. */
  readonly trainable: ReadonlyMap<string, Tensor>;
  /** The normalised output of the last layer: [batch * time, hidden]. */
  readonly hidden: Tensor;
  /** [batch * time, vocabulary]. */
  readonly logits: Tensor;
  /** From hidden states to logits, for those who take them in chunks. */
  readonly head: LogitsHead;
}

interface LayerContext {
  readonly config: ModelConfig;
  readonly inputs: TokenInputs;
  readonly tables: RopeTables;
  readonly attend: AttentionRule;
  readonly product: ProductRule;
  readonly weight: (name: string) => Tensor;
}

/**
 * A decoder of the families in `MODEL_FAMILIES`: RMSNorm before each block, rotary positions, grouped-query
 * attention and a SwiGLU feed-forward block. How positions see each other is the caller's rule: training attends
 * inside a packed row, sampling attends to a cache.
 */
export function buildTransformer(
  graph: Graph,
  config: ModelConfig,
  inputs: TokenInputs,
  attend: AttentionRule,
  { recomputesLayers = false, product = rowProduct }: TransformerOptions = {},
): TransformerGraph {
  const base = parameterInputs(graph, parameterShapes(config));
  const adapters = parameterInputs(graph, adapterShapes(config));
  const weights = new Map([...base, ...adapters]);
  const weight = (name: string): Tensor => weights.get(name)!;
  const { inverse, attentionFactor } = ropeFrequencies(config, rotarySize(config));
  const [rows, time] = inputs.tokens.shape as [number, number];
  const tables = frequencyTables(graph, inputs.positionLimit ?? time, inverse, attentionFactor);
  const context: LayerContext = { config, inputs, tables, attend, product, weight };
  const embedding = weight('model.embed_tokens.weight');
  let stream = gatherRows(embedding, reshape(inputs.tokens, [rows * time]));
  const trainable = config.lora ? adapters : base;
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    stream = recomputesLayers
      ? recompute([stream], (x) => addLayer(x!, layer, context), ofLayer(layer, trainable))
      : addLayer(stream, layer, context);
  }
  const hidden = rmsNorm(stream, weight('model.norm.weight'), config.rms_norm_eps);
  const head = logitsHead(embedding, context);
  return { trainable, hidden, logits: head.logits(hidden), head };
}

function ofLayer(layer: number, weights: ReadonlyMap<string, Tensor>): Tensor[] {
  const own = [...weights].filter(([name]) => name.startsWith(`model.layers.${layer}.`));
  return own.map(([, weight]) => weight);
}

/** From hidden states to logits; of its weights, those that training changes. */
function logitsHead(embedding: Tensor, context: LayerContext): LogitsHead {
  const { config, weight } = context;
  if (config.tie_word_embeddings) {
    const logits = (x: Tensor): Tensor => context.product(x, embedding);
    return { logits, weights: config.lora ? [] : [embedding] };
  }
  const adapters = Object.values(ADAPTER_PARTS).map((part) => `lm_head.${part}`);
  const isAdapted = config.lora?.targets.includes('lm_head');
  const names = config.lora ? (isAdapted ? adapters : []) : ['lm_head.weight'];
  return { logits: (x) => adapted(x, 'lm_head', context), weights: names.map(weight) };
}

/** `x W^T + b` of a linear layer in a block: x [count, in], W [out, in]. */
function linear(x: Tensor, layer: number, name: string, context: LayerContext): Tensor {
  const path = `model.layers.${layer}.${name}`;
  const product = adapted(x, path, context);
  return hasBias(context.config, name) ? add(product, context.weight(`${path}.bias`)) : product;
}

/** `x W^T`, and with an adapter `+ scale (x A^T) B^T`. */
function adapted(x: Tensor, path: string, { config: { lora }, product, weight }: LayerContext): Tensor {
  const full = product(x, weight(`${path}.weight`));
  if (!lora?.targets.includes(path.split('.').at(-1)!)) return full;
  const narrow = product(x, weight(`${path}.${ADAPTER_PARTS.a}`));
  return add(full, product(narrow, weight(`${path}.${ADAPTER_PARTS.b}`), loraScale(lora)));
}

const rowProduct: ProductRule = (x, weight, scale = 1) => matmul(x, weight, { transposeB: true, scale });

function addLayer(stream: Tensor, layer: number, context: LayerContext): Tensor {
  const afterAttention = add(stream, attentionBlock(stream, layer, context));
  return add(afterAttention, feedForwardBlock(afterAttention, layer, context));
}

function attentionBlock(stream: Tensor, layer: number, context: LayerContext): Tensor {
  const { config, inputs, tables, weight } = context;
  const normal = rmsNorm(stream, weight(`model.layers.${layer}.input_layernorm.weight`), config.rms_norm_eps);
  const [query, key, value] = projectAttention(normal, layer, context).map((x) =>
    reshape(x, [...inputs.tokens.shape, x.shape[1]!]),
  ) as [Tensor, Tensor, Tensor];
  const turn = (x: Tensor, part: string, heads: number): Tensor =>
    rope(normaliseHeads(x, layer, part, context), inputs.positions, heads, tables);
  const mixed = context.attend(
    turn(query, 'q', config.num_attention_heads),
    turn(key, 'k', config.num_key_value_heads),
    value,
    layer,
  );
  return linear(reshape(mixed, [stream.shape[0]!, mixed.shape[2]!]), layer, 'self_attn.o_proj', context);
}

/** Query, key and value of each token: [count, width] each. */
function projectAttention(x: Tensor, layer: number, context: LayerContext): Tensor[] {
  const { config } = context;
  if (config.model_type !== 'phi3') {
    return ['q', 'k', 'v'].map((part) => linear(x, layer, `self_attn.${part}_proj`, context));
  }
  const queryWidth = config.num_attention_heads * headSize(config);
  const keyWidth = config.num_key_value_heads * headSize(config);
  return split(linear(x, layer, 'self_attn.qkv_proj', context), [queryWidth, keyWidth, keyWidth]);
}

/** Qwen 3 normalises each head of queries and keys before it is rotated. */
function normaliseHeads(x: Tensor, layer: number, part: string, { config, weight }: LayerContext): Tensor {
  if (config.model_type !== 'qwen3') return x;
  const size = headSize(config);
  const heads = reshape(x, [...x.shape.slice(0, -1), x.shape.at(-1)! / size, size]);
  const norm = weight(`model.layers.${layer}.self_attn.${part}_norm.weight`);
  return reshape(rmsNorm(heads, norm, config.rms_norm_eps), x.shape);
}

function feedForwardBlock(stream: Tensor, layer: number, context: LayerContext): Tensor {
  const { config, weight } = context;
  const norm = weight(`model.layers.${layer}.post_attention_layernorm.weight`);
  const normal = rmsNorm(stream, norm, config.rms_norm_eps);
  const inner = config.intermediate_size;
  const [gate, up] = (
    config.model_type === 'phi3'
      ? split(linear(normal, layer, 'mlp.gate_up_proj', context), [inner, inner])
      : ['gate', 'up'].map((part) => linear(normal, layer, `mlp.${part}_proj`, context))
  ) as [Tensor, Tensor];
  return linear(swiGlu(gate, up), layer, 'mlp.down_proj', context);
}

/** Cuts the columns of a matrix into parts of the given widths. */
function split(x: Tensor, widths: readonly number[]): Tensor[] {
  let from = 0;
  return widths.map((width) => slice(x, 1, from, (from += width)));
}
