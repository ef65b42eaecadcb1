import { expect, it } from 'vitest';
import { characterTokenizer } from './character-tokenizer.ts';
import { createLocalEngine } from './local-engine.ts';

it('trains and samples sequences as long as the model takes, where their bucket is longer', async () => {
  const tokenizer = characterTokenizer({ characters: 'ab' });
  const engine = await createLocalEngine({
    model: {
      vocab_size: tokenizer.vocabularySize,
      hidden_size: 8,
      intermediate_size: 8,
      num_hidden_layers: 1,
      num_attention_heads: 2,
      num_key_value_heads: 1,
      max_position_embeddings: 100,
    },
    tokenizer: tokenizer.files,
    seed: 1,
    threads: 1,
  });
  try {
    const longest = { promptTokens: [1, 2], completionTokens: Array.from({ length: 98 }, () => 3) };
    const optimiser = {
      learningRate: 1e-3,
      beta1: 0.9,
      beta2: 0.99,
      epsilon: 1e-8,
      weightDecay: 0,
      maxGradientNorm: 1,
    };
    const report = await engine.trainCrossEntropy([longest], optimiser);
    expect(report.tokens).toBe(98);
  } finally {
    await engine.dispose();
  }
});
