import { describe, expect, it } from 'vitest';

import { createOnnxruntimeExecutor } from '../tensor/index.ts';
import { parseModelConfig } from './config.ts';
import { initialiseParameters } from './parameters.ts';
import { GRADIENT_PREFIX, grpoGraph } from './training-graphs.ts';

const config = parseModelConfig({
  vocab_size: 7,
  hidden_size: 8,
  intermediate_size: 6,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  max_position_embeddings: 8,
  tie_word_embeddings: false,
  initializer_range: 0.5,
});

describe('the GRPO loss of a whole model', () => {
  it('has the gradient that central differences give, for every weight', async () => {
    const graph = grpoGraph(config, { rows: 1, time: 8 });
    const program = await (await createOnnxruntimeExecutor({ threads: 1 })).compile(graph);
    const parameters = initialiseParameters(config, 11);
    const feeds = {
      ...parameters.views,
      tokens: Int32Array.of(1, 2, 3, 4, 5, 6, 0, 1),
      positions: Int32Array.of(0, 1, 2, 3, 4, 0, 1, 2),
      segments: Int32Array.of(1, 1, 1, 1, 1, 2, 2, 2),
      targets: Int32Array.of(2, 3, 4, 5, 6, 0, 1, 2),
      weights: Float32Array.of(0, 0, 0.2, 0.2, 0.2, 0, 0.3, 0.3),
      counted: Float32Array.of(0, 0, 1, 1, 1, 0, 1, 1),
      advantages: Float32Array.of(0, 0, 1.5, 1.5, 1.5, 0, -1, -1),
      oldLogProbabilities: Float32Array.of(0, 0, -2.2, -1.4, -1.9, 0, -2.4, -9),
      referenceLogProbabilities: Float32Array.of(0, 0, -1.6, -2.3, -1.8, 0, -1.7, -2),
      clipLow: Float32Array.of(0.2),
      clipHigh: Float32Array.of(0.3),
      dualClip: Float32Array.of(3),
      klCoefficient: Float32Array.of(0.3),
      entropyCoefficient: Float32Array.of(0.2),
    };
    const { kl, entropy, clipped, ...rest } = await program.run(feeds);
    expect(kl![0]).toBeGreaterThan(0);
    expect(entropy![0]).toBeGreaterThan(0);
    expect(clipped![0]).toBeGreaterThan(0);

    const step = 4e-3;
    const lossAt = async (index: number, offset: number): Promise<number> => {
      const before = parameters.flat[index]!;
      parameters.flat[index] = before + offset;
      const { loss } = await program.run(feeds);
      parameters.flat[index] = before;
      return loss![0]!;
    };
    let worst = 0;
    for (const { name, offset, size } of parameters.entries) {
      const gradient = rest[GRADIENT_PREFIX + name]!;
      for (let i = 0; i < size; i++) {
        const difference = (await lossAt(offset + i, step)) - (await lossAt(offset + i, -step));
        worst = Math.max(worst, Math.abs(gradient[i]! - difference / (2 * step)));
      }
    }
    expect(worst).toBeLessThan(1e-3);
    await program.dispose();
  });
});
