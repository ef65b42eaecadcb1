import { add, gatherRows, matmul, reshape, rmsNorm, rope, ropeTables, swiGlu } from '../tensor/index.ts';
import type { Graph, LogitsHead, RopeTables, Tensor } from '../tensor/index.ts';
import { headSize } from './config.ts';
import { lengthBucket } from './buckets.ts';
import type { ModelConfig } from './config.ts';
import { parameterInputs } from './parameters.ts';

/** The tokens of one run: [batch, time] of type `int32` each. */
export interface TokenInputs {
  readonly tokens: Tensor;
  /** Position of each token in its own sequence. */
  readonly positions: Tensor;
}

/**
 * Mixes the positions of one layer. Query [batch, time, hidden]; key and value [batch, time, key width]; all
 * already rotated. Result like query.
 */
export type AttentionRule = (query: Tensor, key: Tensor, value: Tensor, layer: number) => Tensor;

/** A transformer in a graph: its weights are inputs, named as on disk. */
export interface TransformerGraph {
  readonly weights: ReadonlyMap<string, Tensor>;
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
  readonly weight: (name: string) => Tensor;
}

/**
 * A Llama-style decoder: RMSNorm before each block, rotary positions, grouped-query attention, a SwiGLU
 * feed-forward block, and no biases. How positions see each other is the caller's rule: training attends
 * inside a packed row, sampling attends to a cache.
 */
export function buildTransformer(
  graph: Graph,
  config: ModelConfig,
  inputs: TokenInputs,
  attend: AttentionRule,
): TransformerGraph {
  const weights = parameterInputs(graph, config);
  const weight = (name: string): Tensor => weights.get(`${name}.weight`)!;
  // The kernel wants a table as long as a row, and a row's bucket may be longer than the longest sequence.
  const positions = lengthBucket(config.max_position_embeddings);
  const tables = ropeTables(graph, positions, headSize(config), config.rope_theta);
  const context: LayerContext = { config, inputs, tables, attend, weight };
  const embedding = weight('model.embed_tokens');
  let stream = gatherRows(
    embedding,
    reshape(inputs.tokens, [inputs.tokens.shape[0]! * inputs.tokens.shape[1]!]),
  );
  for (let layer = 0; layer < config.num_hidden_layers; layer++) stream = addLayer(stream, layer, context);
  const hidden = rmsNorm(stream, weight('model.norm'), config.rms_norm_eps);
  const headWeight = config.tie_word_embeddings ? embedding : weight('lm_head');
  const head = { logits: (x: Tensor) => linear(x, headWeight), weights: [headWeight] };
  return { weights, hidden, logits: head.logits(hidden), head };
}

/** `x W^T`: x [count, in], weight [out, in]. */
function linear(x: Tensor, weight: Tensor): Tensor {
  return matmul(x, weight, { transposeB: true });
}

function addLayer(stream: Tensor, layer: number, context: LayerContext): Tensor {
  const afterAttention = add(stream, attentionBlock(stream, layer, context));
  return add(afterAttention, feedForwardBlock(afterAttention, layer, context));
}

function attentionBlock(stream: Tensor, layer: number, context: LayerContext): Tensor {
  const { config, inputs, tables, weight } = context;
  const name = `model.layers.${layer}`;
  const normal = rmsNorm(stream, weight(`${name}.input_layernorm`), config.rms_norm_eps);
  const project = (part: string): Tensor => {
    const flat = linear(normal, weight(`${name}.self_attn.${part}_proj`));
    return reshape(flat, [...inputs.tokens.shape, flat.shape[1]!]);
  };
  const query = rope(project('q'), inputs.positions, config.num_attention_heads, tables);
  const key = rope(project('k'), inputs.positions, config.num_key_value_heads, tables);
  const mixed = context.attend(query, key, project('v'), layer);
  return linear(reshape(mixed, stream.shape), weight(`${name}.self_attn.o_proj`));
}

function feedForwardBlock(stream: Tensor, layer: number, { config, weight }: LayerContext): Tensor {
  const name = `model.layers.${layer}`;
  const normal = rmsNorm(stream, weight(`${name}.post_attention_layernorm`), config.rms_norm_eps);
  const gate = linear(normal, weight(`${name}.mlp.gate_proj`));
  const up = linear(normal, weight(`${name}.mlp.up_proj`));
  return linear(swiGlu(gate, up), weight(`${name}.mlp.down_proj`));
}
