import type { ModelConfig } from './config.ts';

/** Width of one attention head. */
export function headSize(config: ModelConfig): number {
  return config.head_dim ?? config.hidden_size / config.num_attention_heads;
}

/** A linear layer of a transformer block: its name inside the layer, and the widths it maps between. */
export interface LinearLayer {
  readonly name: string;
  readonly outputs: number;
  readonly inputs: number;
}

/** The linear layers of each transformer block, in the order of their use. Phi's are fused. */
export function linearLayers(config: ModelConfig): readonly LinearLayer[] {
  const { hidden_size: hidden, intermediate_size: inner } = config;
  const queryWidth = config.num_attention_heads * headSize(config);
  const keyWidth = config.num_key_value_heads * headSize(config);
  const layer = (name: string, outputs: number, inputs: number): LinearLayer => ({ name, outputs, inputs });
  const fused = config.model_type === 'phi3';
  return [
    ...(fused
      ? [layer('self_attn.qkv_proj', queryWidth + 2 * keyWidth, hidden)]
      : [
          layer('self_attn.q_proj', queryWidth, hidden),
          layer('self_attn.k_proj', keyWidth, hidden),
          layer('self_attn.v_proj', keyWidth, hidden),
        ]),
    layer('self_attn.o_proj', hidden, queryWidth),
    ...(fused
      ? [layer('mlp.gate_up_proj', 2 * inner, hidden)]
      : [layer('mlp.gate_proj', inner, hidden), layer('mlp.up_proj', inner, hidden)]),
    layer('mlp.down_proj', hidden, inner),
  ];
}
