import { describe, expect, it } from 'vitest';

import { createOnnxruntimeExecutor } from '../tensor/index.ts';
import { parseModelConfig } from './config.ts';
import type { ModelConfig } from './config.ts';
import { createHostWeights } from './host-weights.ts';
import { createLearner } from './learner.ts';
import { createAdamWState } from './adamw.ts';
import { initialiseParameters } from './parameters.ts';
import { createProgramCache } from './program-cache.ts';

type Vector = number[];

/** Llama's formulas in plain float64 loops, one position at a time: the independent reference. */
function referenceLogits(
  config: ModelConfig,
  weights: Record<string, Float32Array>,
  tokens: number[],
): Vector[] {
  const { hidden_size: hidden, num_attention_heads: heads, num_key_value_heads: keyHeads } = config;
  const size = hidden / heads;
  const weight = (name: string): Float32Array => weights[`${name}.weight`]!;
  const linear = (name: string, x: Vector): Vector =>
    Array.from({ length: weight(name).length / x.length }, (_, row) =>
      x.reduce((sum, value, i) => sum + value * weight(name)[row * x.length + i]!, 0),
    );
  const norm = (name: string, x: Vector): Vector => {
    const scale = 1 / Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length + config.rms_norm_eps);
    return x.map((value, i) => value * scale * weight(name)[i]!);
  };
  const rotate = (x: Vector, position: number): Vector =>
    x.map((value, i) => {
      const pair = i % (size / 2);
      const angle = position * config.rope_theta ** ((-2 * pair) / size);
      const partner = i % size < size / 2 ? -x[i + size / 2]! : x[i - size / 2]!;
      return value * Math.cos(angle) + partner * Math.sin(angle);
    });
  const addTo = (x: Vector, y: Vector): Vector => x.map((value, i) => value + y[i]!);

  const caches = Array.from({ length: config.num_hidden_layers }, () => ({
    keys: [] as Vector[],
    values: [] as Vector[],
  }));
  const attend = (query: Vector, { keys, values }: { keys: Vector[]; values: Vector[] }): Vector =>
    query.map((_, i) => {
      const head = Math.floor(i / size);
      const start = Math.floor((head * keyHeads) / heads) * size;
      const scores = keys.map((key) => {
        let score = 0;
        for (let j = 0; j < size; j++) score += query[head * size + j]! * key[start + j]!;
        return Math.exp(score / Math.sqrt(size));
      });
      const total = scores.reduce((sum, score) => sum + score, 0);
      return scores.reduce((sum, score, p) => sum + (score / total) * values[p]![start + (i % size)]!, 0);
    });

  return tokens.map((token, position) => {
    const table = weight('model.embed_tokens');
    let x: Vector = [...table.subarray(token * hidden, (token + 1) * hidden)];
    caches.forEach((cache, layer) => {
      const name = `model.layers.${layer}`;
      const a = norm(`${name}.input_layernorm`, x);
      cache.keys.push(rotate(linear(`${name}.self_attn.k_proj`, a), position));
      cache.values.push(linear(`${name}.self_attn.v_proj`, a));
      const mixed = attend(rotate(linear(`${name}.self_attn.q_proj`, a), position), cache);
      x = addTo(x, linear(`${name}.self_attn.o_proj`, mixed));
      const b = norm(`${name}.post_attention_layernorm`, x);
      const up = linear(`${name}.mlp.up_proj`, b);
      const gated = linear(`${name}.mlp.gate_proj`, b).map((g, i) => (g / (1 + Math.exp(-g))) * up[i]!);
      x = addTo(x, linear(`${name}.mlp.down_proj`, gated));
    });
    return linear(config.tie_word_embeddings ? 'model.embed_tokens' : 'lm_head', norm('model.norm', x));
  });
}

function logProbability(logits: Vector, token: number): number {
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
  return logits[token]! - Math.log(total);
}

describe('the transformer against plain loops', () => {
  it.each([
    ['tied, grouped queries', { tie_word_embeddings: true, num_key_value_heads: 2 }],
    ['untied, one key-value head per head', { tie_word_embeddings: false, num_key_value_heads: 4 }],
  ])('%s', async (_name, variant) => {
    const config = parseModelConfig({
      vocab_size: 11,
      hidden_size: 16,
      intermediate_size: 20,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      max_position_embeddings: 64,
      initializer_range: 0.4,
      ...variant,
    });
    const parameters = initialiseParameters(config, 5);
    const programs = createProgramCache(await createOnnxruntimeExecutor({ threads: 1 }));
    const state = { config, parameters, optimiser: createAdamWState(parameters.flat.length) };
    const learner = createLearner(createHostWeights(state), programs, {
      tokensPerMicroBatch: 64,
      maxTokens: 64,
      vocabularySize: 11,
    });
    const batch = [
      { promptTokens: [1, 2, 3], completionTokens: [4, 5, 6, 10] },
      { promptTokens: [7], completionTokens: [0, 9] },
      { promptTokens: [10, 9, 8, 7, 6, 5, 4, 3], completionTokens: [2, 2, 1] },
    ];
    const results = await learner.logProbabilities(batch, 'current');
    batch.forEach(({ promptTokens, completionTokens }, index) => {
      const logits = referenceLogits(config, parameters.views, [...promptTokens, ...completionTokens]);
      completionTokens.forEach((token, i) => {
        const expected = logProbability(logits[promptTokens.length - 1 + i]!, token);
        expect(results[index]![i]).toBeCloseTo(expected, 4);
      });
    });
    await programs.dispose();
  });
});
