import { z } from 'zod';

import { headSize, linearLayers } from './linear-layers.ts';
import { ropeFrequencies, ropeType } from './rope-frequencies.ts';

const count = z.number().int().positive();

/** Model families by `model_type`, with the class that `architectures` names. */
export const MODEL_FAMILIES = {
  llama: 'LlamaForCausalLM',
  qwen2: 'Qwen2ForCausalLM',
  qwen3: 'Qwen3ForCausalLM',
  phi3: 'Phi3ForCausalLM',
} as const;

/** A supported `model_type`. */
export type ModelFamily = keyof typeof MODEL_FAMILIES;

/** Low-rank adapters (LoRA): `W x` becomes `W x + alpha / rank * B (A x)`, and only A and B are trained. */
export const loraSchema = z.strictObject({
  rank: count,
  alpha: z.number().positive(),
  /** Linear layers by name: `q_proj`, `qkv_proj`, `down_proj`, `lm_head`, ... */
  targets: z.array(z.string()).min(1),
  /** Scale by `alpha / sqrt(rank)` (rsLoRA, arXiv 2312.03732). Default false. */
  rankStabilised: z.boolean().optional(),
});

/**
 * The settings of adapters.
 *
 * @example
 * const lora: LoraConfig = { rank: 16, alpha: 32, targets: ['q_proj', 'v_proj'] };
 */
export type LoraConfig = z.infer<typeof loraSchema>;

const layerType = z.enum(['full_attention', 'sliding_attention']);

/**
 * The shape of a decoder-only transformer, under the names of Hugging Face's `config.json`, so that the files on
 * disk are read by both. Fields without a meaning here are kept. Families: Llama 2 and 3 (`llama`), Qwen 2 and
 * 2.5 (`qwen2`), Qwen 3 (`qwen3`), and Phi-3, Phi-4-mini, Phi-4 and Phi-4-reasoning (`phi3`).
 */
export const modelConfigSchema = z.looseObject({
  model_type: z
    .enum(Object.keys(MODEL_FAMILIES) as [ModelFamily], {
      error: ({ input }) =>
        `the model family ${JSON.stringify(input)} is not supported; ${Object.keys(MODEL_FAMILIES).join(', ')} are`,
    })
    .default('llama'),
  architectures: z.array(z.string()).optional(),
  hidden_act: z.literal('silu').default('silu'),
  vocab_size: count,
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  /** Heads of keys and values; each serves `num_attention_heads / num_key_value_heads` query heads. */
  num_key_value_heads: count,
  /** Width of a head. Default: `hidden_size / num_attention_heads`. */
  head_dim: count.nullish(),
  /** Longest sequence in tokens, prompt and completion together. */
  max_position_embeddings: count,
  /**
   * Longest sequence of this run, not part of `config.json`. It bounds requests and chooses between the short and
   * the long factors of longrope. Default: `max_position_embeddings`.
   */
  contextTokens: count.optional(),
  /** Adapters that are trained in place of the weights; not part of `config.json`. */
  lora: loraSchema.optional(),
  rope_theta: z.number().positive().default(10000),
  rms_norm_eps: z.number().positive().default(1e-5),
  tie_word_embeddings: z.boolean().default(true),
  /** Standard deviation of the initial weights. */
  initializer_range: z.number().positive().default(0.02),
  /** Llama and Qwen 3: biases of the four attention projections. Qwen 2 always has three, without the output's. */
  attention_bias: z.boolean().default(false),
  mlp_bias: z.boolean().default(false),
  /** Share of a head that is rotated, from its start (Phi). */
  partial_rotary_factor: z.number().positive().max(1).nullish(),
  original_max_position_embeddings: count.nullish(),
  rope_scaling: z.looseObject({}).nullish(),
  /** The newer form of `rope_theta` and `rope_scaling` together. */
  rope_parameters: z.looseObject({}).nullish(),
  sliding_window: count.nullish(),
  /** Qwen: whether `sliding_window` counts. */
  use_sliding_window: z.boolean().nullish(),
  /** Qwen: layers from this one on have a sliding window. */
  max_window_layers: z.number().int().min(0).nullish(),
  layer_types: z.array(layerType).nullish(),
  // Weights that are not plain numbers would be read wrongly.
  quantization_config: z.null({ error: 'quantised weights are not supported' }).optional(),
});

/**
 * A complete model configuration.
 *
 * @example
 * const { model } = await readModelFolder('runs/quickstart/model');
 * const shorter: ModelConfig = { ...model, contextTokens: 64 };
 */
export type ModelConfig = z.infer<typeof modelConfigSchema>;

/**
 * A model configuration as a user writes it: fields with a default may be left out.
 *
 * @example
 * const model: ModelConfigInput = {
 *   vocab_size: 64,
 *   hidden_size: 32,
 *   intermediate_size: 128,
 *   num_hidden_layers: 2,
 *   num_attention_heads: 4,
 *   num_key_value_heads: 2,
 *   max_position_embeddings: 256,
 * };
 * parseModelConfig(model).model_type; // 'llama'
 */
export type ModelConfigInput = z.input<typeof modelConfigSchema>;

/**
 * Checks a model configuration and fills in its defaults.
 *
 * @throws Error naming the field and its value when a field is missing, mistyped, does not fit the others, or asks
 * for something that would be computed wrongly.
 *
 * @example
 * const shape = { vocab_size: 64, hidden_size: 32, intermediate_size: 128, num_hidden_layers: 2 };
 * const heads = { num_attention_heads: 4, num_key_value_heads: 2, max_position_embeddings: 256 };
 * parseModelConfig({ ...shape, ...heads }).architectures; // ['LlamaForCausalLM']
 * parseModelConfig({ ...shape, ...heads, model_type: 'gpt2' }); // throws: the model family "gpt2" is not supported
 */
export function parseModelConfig(input: unknown): ModelConfig {
  const parsed = modelConfigSchema.safeParse(input);
  if (!parsed.success) throw new Error(`model configuration: ${z.prettifyError(parsed.error)}`);
  const family = parsed.data.model_type;
  const theta = parsed.data.rope_parameters?.['rope_theta'];
  const config: ModelConfig = {
    ...parsed.data,
    architectures: parsed.data.architectures ?? [MODEL_FAMILIES[family]],
    ...(typeof theta === 'number' && { rope_theta: theta }),
  };
  requireMultiple(config, 'num_attention_heads', 'num_key_value_heads');
  if (!config.head_dim) requireMultiple(config, 'hidden_size', 'num_attention_heads');
  refuseForeignFields(config);
  const rotated = rotarySize(config);
  if (!Number.isInteger(rotated) || rotated % 2 !== 0) {
    const name = config.head_dim ? 'head_dim' : 'hidden_size / num_attention_heads';
    fail(
      `${name} is ${headSize(config)} and ${rotated} of it is rotated; rotary positions need an even number`,
    );
  }
  ropeFrequencies(config, rotated);
  checkTargets(config);
  return config;
}

/**
 * Short names of the layers that can have an adapter.
 *
 * @example
 * const { model } = await readModelFolder('runs/quickstart/model');
 * adapterTargets(model); // ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj']
 */
export function adapterTargets(config: ModelConfig): string[] {
  const layers = linearLayers(config).map(({ name }) => name.split('.').at(-1)!);
  return [...layers, ...(config.tie_word_embeddings ? [] : ['lm_head'])];
}

function checkTargets(config: ModelConfig): void {
  const known = adapterTargets(config);
  const odd = config.lora?.targets.find((target) => !known.includes(target));
  if (odd !== undefined)
    fail(`lora.targets names ${JSON.stringify(odd)}; this model has ${known.join(', ')}`);
}

function fail(why: string): never {
  throw new Error(`model configuration: ${why}`);
}

type CountField = 'hidden_size' | 'num_attention_heads' | 'num_key_value_heads';

function requireMultiple(config: ModelConfig, whole: CountField, part: CountField): void {
  if (config[whole] % config[part] === 0) return;
  fail(`${whole} (${config[whole]}) must be a multiple of ${part} (${config[part]})`);
}

/** Fields that mean something in some families, and would be ignored in the others. */
function refuseForeignFields(config: ModelConfig): void {
  const { model_type: family, architectures = [] } = config;
  const known = MODEL_FAMILIES[family];
  if (!architectures.includes(known)) {
    fail(
      `architectures is ${JSON.stringify(architectures)}; of the family ${family} only ${known} is supported`,
    );
  }
  const only = (field: keyof ModelConfig, families: readonly ModelFamily[], isSet: boolean): void => {
    if (isSet && !families.includes(family)) {
      fail(`${field} ${JSON.stringify(config[field])} is not supported for the family ${family}`);
    }
  };
  only('attention_bias', ['llama', 'qwen3'], config.attention_bias);
  only('mlp_bias', ['llama'], config.mlp_bias);
  only('partial_rotary_factor', ['phi3'], (partialRotary(config) ?? 1) !== 1);
  only('sliding_window', ['phi3', 'qwen2', 'qwen3'], Boolean(config.sliding_window));
  only('layer_types', ['qwen2', 'qwen3'], Boolean(config.layer_types?.includes('sliding_attention')));
  if (config.layer_types && config.layer_types.length !== config.num_hidden_layers) {
    fail(`layer_types has ${config.layer_types.length} entries for ${config.num_hidden_layers} layers`);
  }
}

/** Width of the part of a head that is rotated by its position. */
export function rotarySize(config: ModelConfig): number {
  return Math.floor(headSize(config) * (partialRotary(config) ?? 1));
}

function partialRotary(config: ModelConfig): number | undefined {
  const { partial_rotary_factor: own, rope_parameters: rope } = config;
  return own ?? (rope?.['partial_rotary_factor'] as number | undefined);
}

export { headSize } from './linear-layers.ts';

/** Longest sequence of this run in tokens. Dynamic rotary scaling serves sequences longer than the model's own. */
export function longestSequence(config: ModelConfig): number {
  const { contextTokens, max_position_embeddings: longest } = config;
  const wanted = contextTokens ?? longest;
  return ropeType(config) === 'dynamic' ? wanted : Math.min(wanted, longest);
}

/** The tokens that a layer sees, itself included; `undefined` where it sees all earlier ones. */
export function slidingWindow(config: ModelConfig, layer: number): number | undefined {
  const { model_type: family, sliding_window: window, layer_types: types } = config;
  if (!window || family === 'llama') return undefined;
  if (family === 'phi3') return window;
  if (!config.use_sliding_window) return undefined;
  const slides = types ? types[layer] === 'sliding_attention' : layer >= (config.max_window_layers ?? 28);
  return slides ? window : undefined;
}

/** Which of a family's linear layers have a bias. */
export function hasBias(
  { model_type: family, attention_bias, mlp_bias }: ModelConfig,
  layer: string,
): boolean {
  if (layer.startsWith('mlp.')) return mlp_bias;
  if (family === 'qwen2') return !layer.endsWith('o_proj');
  return attention_bias;
}
