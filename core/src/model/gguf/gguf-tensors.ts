import { rotarySize } from '../config.ts';
import type { ModelConfig } from '../config.ts';
import type { Parameters } from '../parameters.ts';
import { ropeFrequencies, ropeType } from '../rope-frequencies.ts';
import type { GgufTensor, GgufType } from './gguf-writer.ts';
import { Q8_BLOCK } from './quantise-q8.ts';

/** llama.cpp's names of a model's own weights, and of those of a layer. */
const NAMES: Readonly<Record<string, string>> = {
  'model.embed_tokens': 'token_embd',
  'model.norm': 'output_norm',
  lm_head: 'output',
  input_layernorm: 'attn_norm',
  'self_attn.q_proj': 'attn_q',
  'self_attn.k_proj': 'attn_k',
  'self_attn.v_proj': 'attn_v',
  'self_attn.qkv_proj': 'attn_qkv',
  'self_attn.o_proj': 'attn_output',
  'self_attn.q_norm': 'attn_q_norm',
  'self_attn.k_norm': 'attn_k_norm',
  post_attention_layernorm: 'ffn_norm',
  'mlp.gate_proj': 'ffn_gate',
  'mlp.up_proj': 'ffn_up',
  'mlp.gate_up_proj': 'ffn_up',
  'mlp.down_proj': 'ffn_down',
};

/** A model's weights as llama.cpp names, orders and stores them. Vectors stay `F32`. */
export function ggufTensors(config: ModelConfig, weights: Parameters, type: GgufType): GgufTensor[] {
  const tensors = weights.entries.map(({ name, shape }): GgufTensor => {
    const view = weights.views[name]!;
    const heads = interleavedHeads(config, name);
    return {
      name: ggufName(name),
      shape,
      type: shape.length === 1 ? 'F32' : fitting(type, shape.at(-1)!),
      data: () => (heads === undefined ? view : interleaveHalves(view, shape[0]!, heads)),
    };
  });
  return [...ropeFactors(config), ...tensors];
}

/** Blocks of `Q8_0` do not span rows; narrower rows are stored in half precision, as llama.cpp's converter does. */
function fitting(type: GgufType, width: number): GgufType {
  return type === 'Q8_0' && width % Q8_BLOCK !== 0 ? 'F16' : type;
}

function ggufName(name: string): string {
  const [, layer, part = name, kind] = /^(?:model\.layers\.(\d+)\.)?(.+)\.(weight|bias)$/.exec(name)!;
  return `${layer === undefined ? '' : `blk.${layer}.`}${NAMES[part]}.${kind}`;
}

/** llama.cpp rotates neighbouring elements of Llama's heads, so the halves of queries and keys are interleaved. */
function interleavedHeads(config: ModelConfig, name: string): number | undefined {
  if (config.model_type !== 'llama') return undefined;
  if (name.includes('.q_proj.')) return config.num_attention_heads;
  return name.includes('.k_proj.') ? config.num_key_value_heads : undefined;
}

/** Rows `[first half, second half]` of each head become `[first, second, first, second, ...]`. */
function interleaveHalves(values: Float32Array, rows: number, heads: number): Float32Array {
  const result = new Float32Array(values.length);
  const width = values.length / rows;
  const size = rows / heads;
  for (let row = 0; row < rows; row++) {
    const [head, at] = [Math.floor(row / size), row % size];
    const target = head * size + (at < size / 2 ? 2 * at : 2 * (at - size / 2) + 1);
    result.set(values.subarray(row * width, (row + 1) * width), target * width);
  }
  return result;
}

/** Factors that divide the plain rotary frequencies, for scalings that llama.cpp does not compute itself. */
function ropeFactors(config: ModelConfig): GgufTensor[] {
  const size = rotarySize(config);
  const tensor = (name: string, factors: readonly number[]): GgufTensor => ({
    name,
    shape: [factors.length],
    type: 'F32',
    data: () => Float32Array.from(factors),
  });
  const factorsOf = (contextTokens: number): number[] => {
    const { inverse } = ropeFrequencies({ ...config, contextTokens }, size);
    return inverse.map((value, i) => config.rope_theta ** ((-2 * i) / size) / value);
  };
  const type = ropeType(config);
  if (type === 'llama3') return [tensor('rope_freqs.weight', factorsOf(1))];
  if (type !== 'longrope') return [];
  return [
    tensor('rope_factors_long.weight', factorsOf(Infinity)),
    tensor('rope_factors_short.weight', factorsOf(1)),
  ];
}
