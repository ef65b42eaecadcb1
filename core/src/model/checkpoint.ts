import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sameShape, showShape } from '../tensor/index.ts';
import { parseModelConfig } from './config.ts';
import type { ModelConfig } from './config.ts';
import type { ModelState } from './learner.ts';
import { viewParameters } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { StoredTensor, TensorFile } from './safetensors.ts';
import type { TokenizerFiles } from './tokenizer.ts';

/** Names of a checkpoint's files, those of Hugging Face where it has one. */
const FILES = {
  weights: 'model.safetensors',
  optimiser: 'optimizer.safetensors',
  reference: 'reference.safetensors',
  config: 'config.json',
  generation: 'generation_config.json',
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
  chatTemplate: 'chat_template.jinja',
} as const;

/** Writes a model into a folder, complete enough for `load` and for Hugging Face's transformers. */
export async function saveCheckpoint(
  folder: string,
  state: ModelState,
  tokenizer: TokenizerFiles,
  endToken: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const json = (name: string, value: unknown): Promise<void> =>
    writeFile(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  const { parameters, optimiser, config, reference } = state;
  await json(FILES.config, { ...config, torch_dtype: 'float32', eos_token_id: endToken });
  await json(FILES.generation, { eos_token_id: endToken, do_sample: true });
  await json(FILES.tokenizer, tokenizer.tokenizer);
  await json(FILES.tokenizerConfig, tokenizer.config);
  await writeSafetensors(join(folder, FILES.weights), {
    tensors: named(parameters),
    metadata: { format: 'pt' },
  });
  await writeSafetensors(join(folder, FILES.optimiser), {
    tensors: {
      ...named(viewParameters(parameters.entries, optimiser.firstMoment), 'exp_avg.'),
      ...named(viewParameters(parameters.entries, optimiser.secondMoment), 'exp_avg_sq.'),
    },
    metadata: { step: String(optimiser.step) },
  });
  if (reference) {
    await writeSafetensors(join(folder, FILES.reference), {
      tensors: named(reference),
      metadata: { format: 'pt' },
    });
  }
}

/** Reads the model configuration and the tokenizer files of a checkpoint or a model from the Hugging Face hub. */
export async function readModelFolder(
  folder: string,
): Promise<{ model: ModelConfig; tokenizer: TokenizerFiles }> {
  const [config, tokenizer, tokenizerConfig] = await Promise.all(
    [FILES.config, FILES.tokenizer, FILES.tokenizerConfig].map((name) => readJson(join(folder, name))),
  );
  const template = await unlessMissing(readFile(join(folder, FILES.chatTemplate), 'utf8'));
  const chat = template === undefined ? {} : { chat_template: template };
  return {
    model: parseModelConfig(config),
    tokenizer: { tokenizer: tokenizer!, config: { ...tokenizerConfig, ...chat } },
  };
}

async function readJson(path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
}

/**
 * Restores weights, and optimiser moments and reference weights where the folder has them, in place.
 *
 * @throws Error when the checkpoint's model has another shape, naming the field and both values.
 */
export async function loadCheckpoint(folder: string, state: ModelState): Promise<void> {
  checkShape(folder, (await readModelFolder(folder)).model, state.config);
  const { parameters, optimiser } = state;
  const weights = await readSafetensors(join(folder, FILES.weights));
  copyTensors(weights.tensors, parameters);
  const moments = await unlessMissing(readSafetensors(join(folder, FILES.optimiser)));
  if (moments) {
    copyTensors(moments.tensors, viewParameters(parameters.entries, optimiser.firstMoment), 'exp_avg.');
    copyTensors(moments.tensors, viewParameters(parameters.entries, optimiser.secondMoment), 'exp_avg_sq.');
    optimiser.step = Number(moments.metadata['step']);
  }
  const reference = await unlessMissing(readSafetensors(join(folder, FILES.reference)));
  if (reference) {
    state.reference = viewParameters(parameters.entries, new Float32Array(parameters.flat.length));
    copyTensors(reference.tensors, state.reference);
  }
}

/** Fields that decide the shapes of weights or what they compute. */
const SHAPE_FIELDS = [
  'vocab_size',
  'hidden_size',
  'intermediate_size',
  'num_hidden_layers',
  'num_attention_heads',
  'num_key_value_heads',
  'tie_word_embeddings',
  'rope_theta',
  'rms_norm_eps',
] as const;

function checkShape(folder: string, stored: ModelConfig, current: ModelConfig): void {
  const field = SHAPE_FIELDS.find((name) => stored[name] !== current[name]);
  if (!field) return;
  throw new Error(
    `the checkpoint in ${folder} has ${field} ${stored[field]}, but the engine's model has ${current[field]}; ` +
      `set the model's ${field} to ${stored[field]}, or choose a checkpoint of this model`,
  );
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function named({ entries, views }: Parameters, prefix = ''): Record<string, StoredTensor> {
  return Object.fromEntries(entries.map(({ name, shape }) => [prefix + name, { shape, data: views[name]! }]));
}

function copyTensors(tensors: TensorFile['tensors'], target: Parameters, prefix = ''): void {
  for (const { name, shape } of target.entries) {
    const stored = tensors[prefix + name];
    if (!stored || !sameShape(stored.shape, shape)) {
      const got = stored ? `shape ${showShape(stored.shape)}` : 'no such tensor';
      throw new Error(
        `checkpoint tensor '${prefix + name}': expected shape ${showShape(shape)}, found ${got}`,
      );
    }
    target.views[name]!.set(stored.data);
  }
}
