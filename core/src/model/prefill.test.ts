import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createOnnxruntimeExecutor } from '../tensor/index.ts';
import { characterTokenizer } from './character-tokenizer.ts';
import { parseModelConfig } from './config.ts';
import { createLocalEngine } from './local-engine.ts';
import { initialiseParameters } from './parameters.ts';
import { createPrefill } from './prefill.ts';
import type { Prefill } from './prefill.ts';
import { createProgramCache } from './program-cache.ts';
import type { ProgramCache } from './program-cache.ts';

const tokenizer = characterTokenizer({ characters: '0123456789' });
/** Every second layer sees 100 tokens back; long prompts are attended to in blocks. */
const model = {
  model_type: 'qwen2',
  vocab_size: tokenizer.vocabularySize,
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 640,
  use_sliding_window: true,
  sliding_window: 100,
  max_window_layers: 1,
  initializer_range: 0.3,
} as const;
const config = parseModelConfig(model);
const promptOf = (length: number, seed: number): number[] =>
  Array.from({ length }, (_, i) => (i * i + seed * i + seed) % 10);

let programs: ProgramCache;
let prefill: Prefill;
beforeAll(async () => {
  programs = createProgramCache(await createOnnxruntimeExecutor({ threads: 1 }));
  const { views } = initialiseParameters(config, 1);
  prefill = createPrefill(config, (run) => run(views), programs);
});
afterAll(() => programs.dispose());

describe('prefill', () => {
  it('gives a prompt the same keys and values alone and in company, bit for bit', async () => {
    const prompts = [5, 20, 31, 9, 8, 7, 12, 30, 25, 40, 300, 310].map(promptOf);
    const together = await prefill(prompts);
    for (const [i, prompt] of prompts.entries()) {
      const [alone] = await prefill([prompt]);
      const written = prompt.length * 2 * 8;
      for (const part of ['keys', 'values'] as const) {
        alone![part].forEach((values, layer) =>
          expect(together[i]![part][layer]!.subarray(0, written)).toEqual(values.subarray(0, written)),
        );
      }
    }
  });

  it('leaves what follows a long prompt as a pass over the whole sequence has it', async () => {
    const engine = await createLocalEngine({ model, tokenizer: tokenizer.files, seed: 2, threads: 1 });
    const requests = [256, 257, 600].map((length) => ({
      id: String(length),
      promptTokens: promptOf(length, 3),
      randomSeed: length,
    }));
    for await (const { id, tokens, logProbabilities } of engine.sample(requests, { maxTokens: 8 })) {
      const { promptTokens } = requests.find((request) => request.id === id)!;
      const sequence = { promptTokens, completionTokens: tokens };
      const [whole] = await engine.logProbabilities([sequence], 'current');
      logProbabilities.forEach((value, t) => expect(value).toBeCloseTo(whole![t]!, 4));
    }
    await engine.dispose();
  });
});
