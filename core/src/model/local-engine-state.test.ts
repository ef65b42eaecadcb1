import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Engine, LearnerReport } from '../domain/engine.ts';
import { readModelFolder } from './model-folder.ts';
import { answer, model, open, optimiser, prompt, tokenizer } from './testing/small-engine.ts';

describe('checkpoints', () => {
  const train = async (engine: Engine): Promise<LearnerReport> =>
    engine.trainCrossEntropy([{ promptTokens: prompt, completionTokens: answer }], optimiser);
  const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'checkpoint-'));

  it('resume as if never interrupted, reference weights included', async () => {
    const engine = await open();
    await train(engine);
    await engine.freezeReference();
    await train(engine);
    const path = await folder();
    await engine.save(path);
    const resumed = await open({ seed: 99 });
    await resumed.load(path);
    expect(await train(resumed)).toEqual(await train(engine));
    const sequence = [{ promptTokens: prompt, completionTokens: answer }];
    for (const weights of ['current', 'reference'] as const) {
      expect(await resumed.logProbabilities(sequence, weights)).toEqual(
        await engine.logProbabilities(sequence, weights),
      );
    }
    const stored = await readModelFolder(path);
    expect(stored.model).toMatchObject(model);
    expect(stored.tokenizer).toMatchObject(tokenizer.files);
  });

  it('of another shape are refused with the field, both values and the fix', async () => {
    const path = await folder();
    await (await open({ model: { ...model, intermediate_size: 64 } })).save(path);
    await expect((await open()).load(path)).rejects.toThrow(
      `the checkpoint in ${path} has intermediate_size 64, but the engine's model has 48; set the model's intermediate_size to 64`,
    );
  });

  it('that lack a weight are refused', async () => {
    const path = await folder();
    const engine = await open();
    await engine.save(path);
    const bytes = await readFile(join(path, 'model.safetensors'), 'latin1');
    await writeFile(join(path, 'model.safetensors'), bytes.replace('model.norm', 'model.morn'), 'latin1');
    await expect(engine.load(path)).rejects.toThrow(
      "'model.norm.weight': expected shape [32], found no such tensor",
    );
  });
});

describe('configuration', () => {
  it.each([
    [{ vocab_size: 5 }, 'vocab_size is 5, but the tokenizer has 23 tokens; set vocab_size to 23'],
    [{ num_key_value_heads: 3 }, 'num_attention_heads (4) must be a multiple of num_key_value_heads (3)'],
    [{ hidden_size: 30 }, 'hidden_size (30) must be a multiple of num_attention_heads (4)'],
    [{ num_hidden_layers: 0 }, 'num_hidden_layers'],
    [{ head_dim: 7 }, 'head_dim is 7 and 7 of it is rotated; rotary positions need an even number'],
    [{ rope_scaling: { factor: 2 } }, 'rope_scaling of the type "undefined" is not supported'],
    [{ rope_scaling: { rope_type: 'ntk', factor: 2 } }, 'rope_scaling of the type "ntk"'],
    [{ rope_scaling: { rope_type: 'linear' } }, 'rope_scaling.factor must be a positive number'],
    [
      { model_type: 'phi3', rope_scaling: { rope_type: 'yarn', factor: 2 } },
      'not supported for the family phi3',
    ],
    [{ model_type: 'phi3', rope_scaling: { type: 'longrope' } }, 'short_factor must list 4 positive numbers'],
    [{ model_type: 'mistral' }, 'the model family "mistral" is not supported; llama, qwen2, qwen3, phi3 are'],
    [{ architectures: ['LlamaForSequenceClassification'] }, 'only LlamaForCausalLM is supported'],
    [{ hidden_act: 'gelu' }, 'hidden_act'],
    [{ quantization_config: { bits: 4 } }, 'quantised weights are not supported'],
    [{ sliding_window: 4 }, 'sliding_window 4 is not supported for the family llama'],
    [{ partial_rotary_factor: 0.5 }, 'partial_rotary_factor 0.5 is not supported for the family llama'],
    [
      { model_type: 'qwen2', attention_bias: true },
      'attention_bias true is not supported for the family qwen2',
    ],
    [{ model_type: 'qwen3', layer_types: ['full_attention'] }, 'layer_types has 1 entries for 2 layers'],
    [
      { lora: { rank: 2, alpha: 4, targets: ['qkv_proj'] } },
      'lora.targets names "qkv_proj"; this model has q_proj',
    ],
  ])('%j is refused', async (fields, message) => {
    await expect(open({ model: { ...model, ...fields } as never })).rejects.toThrow(message);
  });

  it('asks for freezeReference before reference log-probabilities', async () => {
    const engine = await open();
    await expect(engine.logProbabilities([], 'reference')).rejects.toThrow('call freezeReference() first');
  });
});
