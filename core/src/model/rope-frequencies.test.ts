import { describe, expect, it } from 'vitest';

import { longestSequence, parseModelConfig } from './config.ts';
import type { ModelConfig } from './config.ts';
import { ropeFrequencies } from './rope-frequencies.ts';

const config = (more: object): ModelConfig =>
  parseModelConfig({
    vocab_size: 8,
    hidden_size: 16,
    intermediate_size: 8,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    num_key_value_heads: 2,
    max_position_embeddings: 100,
    ...more,
  });

describe('dynamic rotary scaling', () => {
  const rope_scaling = { rope_type: 'dynamic', factor: 2 };

  it('is none up to the length of the model, and serves longer runs with a larger base', () => {
    const plain = ropeFrequencies(config({ contextTokens: 100 }), 8).inverse;
    const within = config({ rope_scaling, contextTokens: 100 });
    expect(ropeFrequencies(within, 8).inverse).toEqual(plain);
    const beyond = config({ rope_scaling, contextTokens: 300 });
    // 10,000 * (2 * 300 / 100 - 1)^(8 / 6)
    const base = 10_000 * 5 ** (4 / 3);
    ropeFrequencies(beyond, 8).inverse.forEach((value, i) => expect(value).toBeCloseTo(base ** (-i / 4), 12));
    expect([within, beyond, config({ contextTokens: 300 })].map(longestSequence)).toEqual([100, 300, 100]);
  });

  it('without a factor is refused', () => {
    expect(() => config({ rope_scaling: { rope_type: 'dynamic' } })).toThrow(
      'rope_scaling.factor must be a positive number, it is undefined',
    );
  });
});
