import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  characterTokenizer,
  parameterShapes,
  parseModelConfig,
  writeSafetensors,
} from '@touchstone-rl/core/model';

/** The shape of a model of 124 million parameters in the Qwen 2 family. */
export const SHAPE = {
  model_type: 'qwen2',
  vocab_size: 32_000,
  hidden_size: 768,
  intermediate_size: 2048,
  num_hidden_layers: 16,
  num_attention_heads: 12,
  num_key_value_heads: 4,
  max_position_embeddings: 4096,
  rope_theta: 1_000_000,
  tie_word_embeddings: true,
};

/** The shape of Qwen2.5-0.5B, 494 million parameters. */
export const HALF_BILLION = {
  model_type: 'qwen2',
  vocab_size: 151_936,
  hidden_size: 896,
  intermediate_size: 4864,
  num_hidden_layers: 24,
  num_attention_heads: 14,
  num_key_value_heads: 2,
  max_position_embeddings: 32_768,
  rope_theta: 1_000_000,
  tie_word_embeddings: true,
};

/** Makes a folder as one from the Hugging Face hub, with random weights in bfloat16, unless it is there. */
export async function makeModel(folder, shape = SHAPE) {
  if (existsSync(join(folder, 'tokenizer_config.json'))) return;
  mkdirSync(folder, { recursive: true });
  let state = 1;
  // Numerical Recipes' generator; the weights only have to be of a usual size.
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const tensors = Object.fromEntries(
    parameterShapes(parseModelConfig(shape)).map(([name, sizes]) => {
      const data = new Float32Array(sizes.reduce((a, b) => a * b, 1));
      const isNorm = name.includes('norm');
      for (let i = 0; i < data.length; i++) data[i] = isNorm ? 1 : (next() - 0.5) * 0.07;
      return [name, { shape: sizes, data }];
    }),
  );
  await writeSafetensors(join(folder, 'model.safetensors'), { tensors, metadata: { format: 'pt' } }, 'BF16');
  const { files } = characterTokenizer({ characters: '0123456789+-*/=? abcdefghijklmnopqrstuvwxyz' });
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...shape, torch_dtype: 'bfloat16' }));
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(files.tokenizer));
  writeFileSync(join(folder, 'tokenizer_config.json'), JSON.stringify(files.config));
}
