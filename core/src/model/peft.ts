import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { z } from 'zod';

import { parseModelConfig } from './config.ts';
import type { LoraConfig, ModelConfig } from './config.ts';
import { FILES, readJson, writeJson } from './model-folder.ts';
import { allocateAdapters } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { openSafetensors, writeSafetensors } from './safetensors.ts';
import { named, readTensors } from './weight-files.ts';

/** What PEFT writes before a weight's own name. */
const PREFIX = 'base_model.model.';

/** The base model's output layer, which PEFT repeats beside an adapter of it. */
const FROZEN_HEAD = 'lm_head.base_layer.weight';

const unused = (what: string): z.ZodOptional<z.ZodCustom<unknown>> =>
  z
    .custom<unknown>((value) => value === null || value === false || isEmpty(value), {
      error: `${what} is not supported`,
    })
    .optional();

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The fields of `adapter_config.json` that decide what an adapter computes. */
const peftSchema = z.looseObject({
  peft_type: z.literal('LORA', { error: 'only adapters of the type LORA are supported' }),
  r: z.number().int().positive(),
  lora_alpha: z.number().positive(),
  target_modules: z.union([z.string(), z.array(z.string())]),
  use_rslora: z.boolean().default(false),
  bias: z.literal('none', { error: 'trained biases are not supported' }).default('none'),
  use_dora: unused('DoRA'),
  lora_bias: unused('lora_bias'),
  fan_in_fan_out: unused('fan_in_fan_out'),
  modules_to_save: unused('modules_to_save'),
  rank_pattern: unused('a rank of its own for some layers (rank_pattern)'),
  alpha_pattern: unused('an alpha of its own for some layers (alpha_pattern)'),
  layers_to_transform: unused('layers_to_transform'),
  layer_replication: unused('layer_replication'),
  trainable_token_indices: unused('trainable_token_indices'),
  init_lora_weights: z
    .union([z.boolean(), z.enum(['gaussian', 'eva', 'orthogonal'])], {
      error: 'an initialisation that changes the base model (init_lora_weights) is not supported',
    })
    .optional(),
  alora_invocation_tokens: unused('aLoRA'),
  arrow_config: unused('Arrow'),
  kasa_config: unused('KaSA'),
  monteclora_config: unused('MonteCLoRA'),
  velora_config: unused('VeLoRA'),
  use_bdlora: unused('BD-LoRA'),
  use_qalora: unused('QA-LoRA'),
});

/**
 * Writes adapters as PEFT does: `adapter_model.safetensors` and `adapter_config.json`.
 *
 * @param base the folder of the model that they were trained on.
 */
export async function writePeft(
  folder: string,
  config: ModelConfig,
  adapters: Parameters,
  base: string,
): Promise<void> {
  await writeSafetensors(join(folder, FILES.adapters), {
    tensors: named(adapters, PREFIX),
    metadata: { format: 'pt' },
  });
  const { rank, alpha, targets, rankStabilised = false } = config.lora!;
  await writeJson(join(folder, FILES.adapterConfig), {
    peft_type: 'LORA',
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: base,
    r: rank,
    lora_alpha: alpha,
    target_modules: targets,
    use_rslora: rankStabilised,
    lora_dropout: 0,
    bias: 'none',
    fan_in_fan_out: false,
    inference_mode: true,
  });
}

/**
 * Reads PEFT's adapters for a model.
 *
 * @returns the model's configuration with these adapters, and the adapters.
 * @throws Error naming the folder when the adapters are of a kind that would be computed wrongly.
 */
export async function readPeft(
  folder: string,
  model: ModelConfig,
): Promise<{ config: ModelConfig; adapters: Parameters }> {
  const place = join(folder, FILES.adapterConfig);
  const parsed = peftSchema.safeParse(await readJson(place));
  if (!parsed.success) throw new Error(`${place}: ${z.prettifyError(parsed.error)}`);
  const { r: rank, lora_alpha: alpha, use_rslora: rankStabilised } = parsed.data;
  const reader = await openSafetensors(join(folder, FILES.adapters));
  try {
    // The stored tensors say which layers are adapted; `target_modules` may be a pattern.
    const names = Object.keys(reader.entries).map((name) => name.slice(PREFIX.length));
    const adapted = names.filter((name) => name !== FROZEN_HEAD);
    const targets = [...new Set(adapted.map((name) => name.split('.').at(-3) ?? name))];
    const config = parseModelConfig({ ...model, lora: { rank, alpha, targets, rankStabilised } });
    const adapters = allocateAdapters(config);
    await readTensors(reader, adapters, PREFIX);
    const foreign = adapted.find((name) => !adapters.views[name]);
    if (foreign !== undefined) {
      throw new Error(`${folder}: the adapter tensor '${foreign}' has no place in the model`);
    }
    const head = reader.entries[PREFIX + FROZEN_HEAD];
    if (head && head.shape[0] !== config.vocab_size) {
      throw new Error(
        `${folder}: the adapters are of a vocabulary of ${head.shape[0]}, not ${config.vocab_size}`,
      );
    }
    return { config, adapters };
  } finally {
    await reader.close();
  }
}

/** Whether two settings train adapters of the same shape and scale on the same layers. */
export function isSameLora(a: LoraConfig, b: LoraConfig): boolean {
  const comparable = ({ rank, alpha, targets, rankStabilised = false }: LoraConfig): unknown => [
    rank,
    alpha,
    rankStabilised,
    targets.toSorted(),
  ];
  return isDeepStrictEqual(comparable(a), comparable(b));
}

/** @throws Error naming the folder and both settings when they differ. */
export function requireSameLora(folder: string, stored: LoraConfig, current: LoraConfig): void {
  if (isSameLora(stored, current)) return;
  throw new Error(
    `the adapters in ${folder} are ${JSON.stringify(stored)}, but the engine's are ${JSON.stringify(current)}; ` +
      `set model.lora to the same`,
  );
}
