import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createState } from '../../core/src/model/create-state.ts';
import { createForward } from '../../core/src/model/forward.ts';
import { createLocalEngine } from '../../core/src/model/local-engine.ts';
import { weightFeeds } from '../../core/src/model/model-state.ts';
import { readPeft } from '../../core/src/model/peft.ts';
import { createProgramCache } from '../../core/src/model/program-cache.ts';
import { readSafetensors } from '../../core/src/model/safetensors.ts';
import { createOnnxruntimeExecutor } from '../../core/src/tensor/index.ts';
import { familyConfig, familyFolder, readFixture, tokenizer } from './families.ts';
import type { RecordedCase } from './families.ts';

/** Recorded by peft_adapters.py: separate and fused layers, the output layer, and rank-stabilised scaling. */
const ADAPTED = ['qwen2', 'phi-4'] as const;

const optimiser = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0,
  maxGradientNorm: 1,
};
const grpo = { clipLow: 0.2, clipHigh: 0.2, dualClip: 3, klCoefficient: 0.1, entropyCoefficient: 0.01 };

const sequence = { promptTokens: [1, 2, 3], completionTokens: [4, 5, 6, 7, 3], advantage: 1 };

const temporary = (): string => mkdtempSync(join(tmpdir(), 'peft-'));

async function adaptedConfig(name: string): Promise<ReturnType<typeof familyConfig>> {
  return (await readPeft(familyFolder(`${name}-lora`), familyConfig(name))).config;
}

describe('adapters in the format of PEFT', () => {
  it.each(ADAPTED)('%s: applied and merged, the logits equal those of peft', async (name) => {
    const folder = familyFolder(`${name}-lora`);
    const { cases } = readFixture(`${name}-lora`, 'expected.json') as { cases: RecordedCase[] };
    const { tokens, logits } = cases[0]!;
    const executor = await createOnnxruntimeExecutor({ threads: 1 });
    for (const config of [await adaptedConfig(name), familyConfig(name)]) {
      const { state } = await createState(config, { folder, seed: 1 });
      expect(Boolean(state.adapters)).toBe(Boolean(config.lora));
      const programs = createProgramCache(executor);
      const ours = await createForward(config, weightFeeds(state), programs)(tokens);
      await programs.dispose();
      expect(Math.max(...logits.flat().map((value, i) => Math.abs(value - ours[i]!)))).toBeLessThan(1e-4);
    }
  });

  it.each(ADAPTED)('%s: training changes them alone, and they are saved as they were read', async (name) => {
    const model = await adaptedConfig(name);
    const folder = familyFolder(`${name}-lora`);
    const options = { model, tokenizer: tokenizer.files, folder, seed: 1, threads: 1 };
    const engine = await createLocalEngine(options);
    const untouched = temporary();
    await engine.save(untouched);
    const saved = await readSafetensors(join(untouched, 'adapter_model.safetensors'));
    const read = (await readSafetensors(join(folder, 'adapter_model.safetensors'))).tensors;
    // PEFT repeats the frozen output layer beside an adapter of it.
    const { 'base_model.model.lm_head.base_layer.weight': __, ...adapters } = read;
    expect(saved.tensors).toEqual(adapters);
    const written = JSON.parse(readFileSync(join(untouched, 'adapter_config.json'), 'utf8')) as object;
    const same = { base_model_name_or_path: expect.any(String), target_modules: expect.any(Array) };
    expect(readFixture(`${name}-lora`, 'adapter_config.json')).toMatchObject({ ...written, ...same });

    await engine.freezeReference();
    const old = await engine.logProbabilities([sequence], 'current');
    const batch = [{ ...sequence, oldLogProbabilities: old[0]! }];
    const losses = [];
    for (let step = 0; step < 10; step++)
      losses.push((await engine.trainCrossEntropy(batch, optimiser)).loss);
    expect(losses.at(-1)!).toBeLessThan(losses[0]! - 0.5);
    await engine.trainGrpo(batch, grpo, optimiser);
    expect(await engine.logProbabilities([sequence], 'reference')).toEqual(old);

    const path = temporary();
    await engine.save(path);
    expect((await readSafetensors(join(path, 'adapter_model.safetensors'))).tensors).not.toEqual(
      saved.tensors,
    );
    const resumed = await createLocalEngine(options);
    await resumed.load(path);
    expect(await resumed.trainGrpo(batch, grpo, optimiser)).toEqual(
      await engine.trainGrpo(batch, grpo, optimiser),
    );
    await Promise.all([engine.dispose(), resumed.dispose()]);
  });

  it('new ones change nothing before they are trained', async () => {
    const executor = await createOnnxruntimeExecutor({ threads: 1 });
    const base = familyConfig('llama-3');
    const lora = { rank: 2, alpha: 8, targets: ['q_proj', 'up_proj'] };
    const logits = [];
    for (const config of [base, { ...base, lora }]) {
      const { state } = await createState(config, { folder: familyFolder('llama-3'), seed: 1 });
      const programs = createProgramCache(executor);
      logits.push(await createForward(config, weightFeeds(state), programs)([1, 2, 3]));
      await programs.dispose();
    }
    expect(logits[1]).toEqual(logits[0]);
  });

  it.each([
    [{ use_dora: true }, 'DoRA is not supported'],
    [{ peft_type: 'IA3' }, 'only adapters of the type LORA'],
    [{ modules_to_save: ['embed_tokens'] }, 'modules_to_save is not supported'],
    [{ rank_pattern: { q_proj: 8 } }, 'rank_pattern'],
    [{ init_lora_weights: 'pissa' }, 'an initialisation that changes the base model'],
    [{ r: 5 }, "'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight': expected shape [5,32]"],
  ])('%j are refused', async (changes, message) => {
    const folder = temporary();
    cpSync(familyFolder('qwen2-lora'), folder, { recursive: true });
    const config = readFixture('qwen2-lora', 'adapter_config.json') as object;
    writeFileSync(join(folder, 'adapter_config.json'), JSON.stringify({ ...config, ...changes }));
    await expect(readPeft(folder, familyConfig('qwen2'))).rejects.toThrow(message);
  });

  it('a checkpoint of other adapters is refused', async () => {
    const model = await adaptedConfig('qwen2');
    const engine = await createLocalEngine({
      model: { ...model, lora: { ...model.lora!, alpha: 1 } },
      tokenizer: tokenizer.files,
      folder: familyFolder('qwen2'),
      seed: 1,
    });
    const path = temporary();
    await engine.save(path);
    const other = await createLocalEngine({ model, tokenizer: tokenizer.files, folder: path, seed: 1 });
    await expect(other.load(path)).rejects.toThrow('"alpha":1,');
    await Promise.all([engine.dispose(), other.dispose()]);
  });
});
