import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { characterTokenizer, createLocalEngine } from '@touchstone-rl/core/model';

import { touchstone } from '../cli/touchstone.ts';
import type { Ended } from '../cli/touchstone.ts';
import { TINY, tinyProject } from './tiny.ts';

const { sft, curate: _, grpo, ...rest } = TINY;
const SMALL = { ...rest, data: { source: 'arithmetic', train: 4, validation: 0, test: 2 } };
const LORA = {
  ...SMALL,
  model: { ...TINY.model, path: 'base', ropeTheta: 50_000, lora: { rank: 2, alpha: 4 } },
  sft: { ...sft, steps: 1 },
  grpo: { ...grpo, steps: 2, klReference: 'initial' },
};

let folder: string;
let run: Ended;

/** A random base model, and a run that trains adapters of it. */
beforeAll(async () => {
  folder = tinyProject(LORA);
  const tokenizer = characterTokenizer({ characters: TINY.model.characters });
  const base = await createLocalEngine({
    model: {
      vocab_size: tokenizer.vocabularySize,
      hidden_size: 16,
      intermediate_size: 32,
      num_hidden_layers: 1,
      num_attention_heads: 2,
      num_key_value_heads: 1,
      max_position_embeddings: 20,
    },
    tokenizer: tokenizer.files,
    seed: 1,
  });
  await base.save(join(folder, 'base'));
  await base.dispose();
  run = await touchstone(['train', 'tiny.json', '--run', 'run'], { cwd: folder });
}, 120_000);

describe('a run with model.lora', () => {
  const read = (path: string): Record<string, unknown> =>
    JSON.parse(readFileSync(join(folder, path), 'utf8')) as Record<string, unknown>;

  it('leaves adapters of the base model, with the longer context and rotary base it was asked for', () => {
    expect(run).toMatchObject({ code: 0 });
    expect(read('run/model/adapter_config.json')).toMatchObject({
      peft_type: 'LORA',
      r: 2,
      lora_alpha: 4,
      base_model_name_or_path: join(folder, 'base'),
      target_modules: ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'],
    });
    expect(read('run/model/config.json')).toMatchObject({ rope_theta: 50_000, max_position_embeddings: 40 });
    expect(existsSync(join(folder, 'run/model/model.safetensors'))).toBe(false);
  });

  it('can be evaluated, and started from without adapters', async () => {
    const evaluated = await touchstone(['evaluate', 'run', '--json'], { cwd: folder });
    expect(evaluated).toMatchObject({ code: 0 });
    const merged = {
      ...SMALL,
      model: { ...TINY.model, path: 'run/model' },
      sft: { ...sft, steps: 1 },
      grpo: { ...grpo, steps: 1 },
    };
    writeFileSync(join(folder, 'merged.json'), JSON.stringify(merged));
    const next = await touchstone(['train', 'merged.json', '--run', 'merged'], { cwd: folder });
    expect(next).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, 'merged/model/model.safetensors'))).toBe(true);
  });

  it.each([
    [{ path: undefined }, 'adapters are trained on a saved model, and the config names none'],
    [{ lora: { targets: ['qkv_proj'] } }, 'lora.targets names "qkv_proj"; this model has q_proj'],
    [{ thinkTokens: 'repurpose', path: 'nowhere' }, 'the folder holds no model'],
  ])('with %j is refused', async (changes, message) => {
    writeFileSync(
      join(folder, 'bad.json'),
      JSON.stringify({ ...LORA, model: { ...LORA.model, ...changes } }),
    );
    const { code, stderr } = await touchstone(['train', 'bad.json'], { cwd: folder });
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
