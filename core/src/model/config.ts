import { z } from 'zod';

const count = z.number().int().positive();

/**
 * The shape of a decoder-only transformer, under the names of Hugging Face's Llama `config.json`, so that the
 * files on disk are read by both. Fields without a meaning here are kept.
 */
export const modelConfigSchema = z.looseObject({
  model_type: z.literal('llama').default('llama'),
  architectures: z.array(z.string()).default(['LlamaForCausalLM']),
  hidden_act: z.literal('silu').default('silu'),
  vocab_size: count,
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  /** Heads of keys and values; each serves `num_attention_heads / num_key_value_heads` query heads. */
  num_key_value_heads: count,
  /** Longest sequence in tokens, prompt and completion together. */
  max_position_embeddings: count,
  rope_theta: z.number().positive().default(10000),
  rms_norm_eps: z.number().positive().default(1e-5),
  tie_word_embeddings: z.boolean().default(true),
  /** Standard deviation of the initial weights. */
  initializer_range: z.number().positive().default(0.02),
  // Variants of the architecture that would be computed wrongly are refused, not ignored.
  head_dim: count.nullish(),
  attention_bias: z.literal(false).default(false),
  mlp_bias: z.literal(false).default(false),
  rope_scaling: z.null().default(null),
  rope_parameters: z.looseObject({ rope_type: z.literal('default'), rope_theta: z.number() }).optional(),
});

/** A complete model configuration. */
export type ModelConfig = z.infer<typeof modelConfigSchema>;

/** A model configuration as a user writes it: fields with a default may be left out. */
export type ModelConfigInput = z.input<typeof modelConfigSchema>;

/**
 * Checks a model configuration and fills in its defaults.
 *
 * @throws Error naming the field and its value when a field is missing, mistyped, or does not fit the others.
 */
export function parseModelConfig(input: unknown): ModelConfig {
  const parsed = modelConfigSchema.safeParse(input);
  if (!parsed.success) throw new Error(`model configuration: ${z.prettifyError(parsed.error)}`);
  const config = {
    ...parsed.data,
    rope_theta: parsed.data.rope_parameters?.rope_theta ?? parsed.data.rope_theta,
  };
  requireMultiple(config, 'num_attention_heads', 'num_key_value_heads');
  requireMultiple(config, 'hidden_size', 'num_attention_heads');
  if (config.head_dim && config.head_dim !== headSize(config)) {
    throw new Error(
      `model configuration: head_dim ${config.head_dim} is not supported, it must be hidden_size / num_attention_heads (${headSize(config)})`,
    );
  }
  if (headSize(config) % 2 !== 0) {
    throw new Error(
      `model configuration: hidden_size / num_attention_heads is ${headSize(config)}; rotary positions need an even number`,
    );
  }
  return config;
}

type CountField = 'hidden_size' | 'num_attention_heads' | 'num_key_value_heads';

function requireMultiple(config: ModelConfig, whole: CountField, part: CountField): void {
  if (config[whole] % config[part] === 0) return;
  throw new Error(
    `model configuration: ${whole} (${config[whole]}) must be a multiple of ${part} (${config[part]})`,
  );
}

/** Width of one attention head. */
export function headSize(config: ModelConfig): number {
  return config.hidden_size / config.num_attention_heads;
}
