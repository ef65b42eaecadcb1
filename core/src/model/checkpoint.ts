import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { headSize } from './config.ts';
import type { ModelConfig } from './config.ts';
import type { ModelState } from './model-state.ts';
import { FILES, isAdapterFolder, readModelFolder, unlessMissing, writeJson } from './model-folder.ts';
import { trainable } from './model-state.ts';
import { viewParameters } from './parameters.ts';
import { readPeft, requireSameLora, writePeft } from './peft.ts';
import { openSafetensors, writeSafetensors } from './safetensors.ts';
import type { TensorReader } from './safetensors.ts';
import type { TokenizerFiles } from './tokenizer.ts';
import { named, readTensors, readWeights } from './weight-files.ts';

/** What a checkpoint holds besides the model. */
export interface CheckpointExtras {
  readonly tokenizer: TokenizerFiles;
  /** Tokens that end a completion, the tokenizer's own first. */
  readonly endTokens: readonly number[];
  /** Adapters only: the folder of the base model. */
  readonly baseFolder?: string;
}

/**
 * Writes a model into a folder, complete enough for `load` and for Hugging Face's transformers: its weights, or its
 * adapters in PEFT's format, with the optimiser's moments and the reference weights.
 */
export async function saveCheckpoint(
  folder: string,
  state: ModelState,
  extras: CheckpointExtras,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { parameters, optimiser, config, reference, adapters, lossScale } = state;
  await writeModelFiles(folder, config, extras);
  if (adapters) {
    await writePeft(folder, config, adapters, extras.baseFolder ?? '');
  } else {
    await writeSafetensors(join(folder, FILES.weights), {
      tensors: named(parameters),
      metadata: { format: 'pt' },
    });
  }
  const { entries } = trainable(state);
  await writeSafetensors(join(folder, FILES.optimiser), {
    tensors: {
      ...named(viewParameters(entries, optimiser.firstMoment), 'exp_avg.'),
      ...named(viewParameters(entries, optimiser.secondMoment), 'exp_avg_sq.'),
    },
    metadata: { step: String(optimiser.step), ...(lossScale && { loss_scale: JSON.stringify(lossScale) }) },
  });
  if (reference) {
    await writeSafetensors(join(folder, FILES.reference), {
      tensors: named(reference),
      metadata: { format: 'pt' },
    });
  }
}

/** Writes the configuration and the tokenizer of a model, everything but its weights. */
export async function writeModelFiles(
  folder: string,
  config: ModelConfig,
  { tokenizer, endTokens }: CheckpointExtras,
  storedType = 'float32',
): Promise<void> {
  const { contextTokens: _, lora: __, ...stored } = config;
  const endToken = endTokens.length === 1 ? endTokens[0]! : endTokens;
  const types = { torch_dtype: storedType, ...('dtype' in stored && { dtype: storedType }) };
  const generation = { do_sample: true, ...tokenizer.generation, eos_token_id: endToken };
  await writeJson(join(folder, FILES.config), { eos_token_id: endToken, ...stored, ...types });
  await writeJson(join(folder, FILES.generation), generation);
  await writeJson(join(folder, FILES.tokenizer), tokenizer.tokenizer);
  await writeJson(join(folder, FILES.tokenizerConfig), tokenizer.config);
}

/**
 * Restores weights, and optimiser moments and reference weights where the folder has them, in place.
 *
 * @throws Error when the checkpoint's model has another shape, naming the field and both values.
 */
export async function loadCheckpoint(folder: string, state: ModelState): Promise<void> {
  const { model } = await readModelFolder(folder);
  checkShape(folder, model, state.config);
  const { parameters, adapters, config } = state;
  if (isAdapterFolder(folder) !== Boolean(adapters)) {
    throw new Error(
      adapters
        ? `${folder} holds whole weights, but the engine trains adapters (model.lora)`
        : `${folder} holds adapters, but the engine trains whole weights; set model.lora`,
    );
  }
  if (adapters) {
    const stored = await readPeft(folder, model);
    requireSameLora(folder, stored.config.lora!, config.lora!);
    adapters.flat.set(stored.adapters.flat);
  } else await readWeights(folder, config, parameters);
  await loadOptimiser(folder, state);
}

/** Restores optimiser moments and reference weights where the folder has them. */
export async function loadOptimiser(folder: string, state: ModelState): Promise<void> {
  const { optimiser, lossScale } = state;
  const { entries, flat } = trainable(state);
  await withReader(join(folder, FILES.optimiser), async (moments) => {
    await readTensors(moments, viewParameters(entries, optimiser.firstMoment), 'exp_avg.');
    await readTensors(moments, viewParameters(entries, optimiser.secondMoment), 'exp_avg_sq.');
    optimiser.step = Number(moments.metadata['step']);
    const stored = moments.metadata['loss_scale'];
    if (lossScale && stored !== undefined) Object.assign(lossScale, JSON.parse(stored));
  });
  await withReader(join(folder, FILES.reference), async (reference) => {
    state.reference = viewParameters(entries, new Float32Array(flat.length));
    await readTensors(reference, state.reference);
  });
}

/** Uses a tensor file, if there is one. */
async function withReader(path: string, use: (reader: TensorReader) => Promise<void>): Promise<void> {
  const reader = await unlessMissing(openSafetensors(path));
  try {
    if (reader) await use(reader);
  } finally {
    await reader?.close();
  }
}

/** Fields that decide the shapes of weights or what they compute. */
const SHAPE_FIELDS = [
  'model_type',
  'vocab_size',
  'hidden_size',
  'intermediate_size',
  'num_hidden_layers',
  'num_attention_heads',
  'num_key_value_heads',
  'tie_word_embeddings',
  'rope_theta',
  'rms_norm_eps',
  'attention_bias',
  'mlp_bias',
  'rope_scaling',
  'rope_parameters',
  'partial_rotary_factor',
  'sliding_window',
  'use_sliding_window',
  'max_window_layers',
  'layer_types',
] as const;

function checkShape(folder: string, stored: ModelConfig, current: ModelConfig): void {
  const differs = (name: (typeof SHAPE_FIELDS)[number]): boolean =>
    !isDeepStrictEqual(stored[name] ?? null, current[name] ?? null);
  const field = SHAPE_FIELDS.find(differs);
  if (field) refuse(folder, field, stored[field], current[field]);
  if (headSize(stored) !== headSize(current)) {
    refuse(folder, 'head_dim', headSize(stored), headSize(current));
  }
}

function refuse(folder: string, field: string, stored: unknown, current: unknown): never {
  const show = (value: unknown): string =>
    typeof value === 'object' ? JSON.stringify(value) : String(value);
  throw new Error(
    `the checkpoint in ${folder} has ${field} ${show(stored)}, but the engine's model has ${show(current)}; ` +
      `set the model's ${field} to ${show(stored)}, or choose a checkpoint of this model`,
  );
}
