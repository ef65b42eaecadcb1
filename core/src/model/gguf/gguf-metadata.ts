import { headSize, rotarySize, slidingWindow } from '../config.ts';
import type { ModelConfig } from '../config.ts';
import { originalLength, ropeFrequencies, ropeSettings, ropeType } from '../rope-frequencies.ts';
import type { GgufType, GgufValue } from './gguf-writer.ts';

/** llama.cpp's numbers of the types of a whole file. */
const FILE_TYPES: Readonly<Record<GgufType, number>> = { F32: 0, F16: 1, Q8_0: 7 };

export const integer = (value: number): GgufValue => ({ kind: 'integer', value });
export const real = (value: number): GgufValue => ({ kind: 'real', value });
export const string = (value: string): GgufValue => ({ kind: 'string', value });

/**
 * The shape of a model under llama.cpp's names.
 *
 * @throws Error when llama.cpp would compute the model otherwise than it is.
 */
export function shapeMetadata(config: ModelConfig, name: string, type: GgufType): Map<string, GgufValue> {
  requireSupport(config);
  const family = config.model_type;
  const own: Record<string, GgufValue> = {
    context_length: integer(contextLength(config)),
    embedding_length: integer(config.hidden_size),
    block_count: integer(config.num_hidden_layers),
    feed_forward_length: integer(config.intermediate_size),
    vocab_size: integer(config.vocab_size),
    'attention.head_count': integer(config.num_attention_heads),
    'attention.head_count_kv': integer(config.num_key_value_heads),
    'attention.key_length': integer(headSize(config)),
    'attention.value_length': integer(headSize(config)),
    'attention.layer_norm_rms_epsilon': real(config.rms_norm_eps),
    'rope.dimension_count': integer(rotarySize(config)),
    'rope.freq_base': real(config.rope_theta),
    ...(family === 'phi3' && { 'attention.sliding_window': integer(0) }),
    ...ropeMetadata(config),
  };
  return new Map([
    ['general.architecture', string(family)],
    ['general.name', string(name)],
    ['general.file_type', integer(FILE_TYPES[type])],
    ...(type === 'Q8_0' ? [['general.quantization_version', integer(2)] as const] : []),
    ...Object.entries(own).map(([key, value]) => [`${family}.${key}`, value] as const),
  ]);
}

/** llama.cpp knows no sliding window of Phi, so a file promises no more context than the window holds. */
function contextLength(config: ModelConfig): number {
  return Math.min(config.max_position_embeddings, slidingWindow(config, 0) ?? Infinity);
}

function requireSupport(config: ModelConfig): void {
  const { model_type: family } = config;
  const refuse = (what: string): never => {
    throw new Error(`llama.cpp does not compute ${what}; export to the format huggingface instead`);
  };
  const layers = Array.from({ length: config.num_hidden_layers }, (_, layer) => layer);
  if (family !== 'phi3' && layers.some((layer) => slidingWindow(config, layer) !== undefined)) {
    refuse(`the sliding window of the family ${family}`);
  }
  if (family === 'qwen3' && config.attention_bias) refuse('Qwen 3 with attention_bias');
  const settings = ropeSettings(config);
  const odd = ['attention_factor', 'mscale', 'mscale_all_dim', 'beta_fast', 'beta_slow', 'truncate'];
  const custom = ropeType(config) === 'yarn' ? odd.find((name) => settings[name] != null) : undefined;
  if (custom !== undefined) refuse(`YaRN with ${custom}`);
}

function ropeMetadata(config: ModelConfig): Record<string, GgufValue> {
  const type = ropeType(config);
  if (type === 'linear' || type === 'yarn') {
    const factor = ropeSettings(config)['factor'] ?? config.max_position_embeddings / originalLength(config);
    return {
      'rope.scaling.type': string(type),
      'rope.scaling.factor': real(Number(factor)),
      ...(type === 'yarn' && { 'rope.scaling.original_context_length': integer(originalLength(config)) }),
    };
  }
  if (type !== 'longrope') return {};
  return {
    'rope.scaling.original_context_length': integer(originalLength(config)),
    'rope.scaling.attn_factor': real(ropeFrequencies(config, rotarySize(config)).attentionFactor),
  };
}
