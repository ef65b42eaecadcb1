import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';

import { parseModelConfig } from './config.ts';
import type { ModelConfig } from './config.ts';
import { openWeights } from './weight-files.ts';
import type { TokenizerFiles } from './tokenizer.ts';

/** Names of a model folder's files, those of Hugging Face where it has one. */
export const FILES = {
  weights: 'model.safetensors',
  optimiser: 'optimizer.safetensors',
  reference: 'reference.safetensors',
  config: 'config.json',
  generation: 'generation_config.json',
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
  chatTemplate: 'chat_template.jinja',
  adapters: 'adapter_model.safetensors',
  adapterConfig: 'adapter_config.json',
} as const;

/**
 * What a model folder says of its model, without the weights.
 *
 * @example
 * const nameOf = ({ model, weightsFolder }: ModelFolder): string => `${model.model_type} from ${weightsFolder}`;
 * nameOf(await readModelFolder('runs/quickstart/model')); // 'llama from runs/quickstart/model'
 */
export interface ModelFolder {
  readonly model: ModelConfig;
  readonly tokenizer: TokenizerFiles;
  /** The folder of the whole weights: the folder itself, or the base model of a folder of adapters. */
  readonly weightsFolder: string;
}

/**
 * Reads the configuration and the tokenizer of a model folder: one from the Hugging Face hub, a checkpoint, or a
 * folder of PEFT adapters, whose missing files are those of its base model.
 *
 * @throws Error naming the file that is missing or wrong.
 *
 * @example
 * const { model, tokenizer: files } = await readModelFolder('runs/quickstart/model');
 * const tokenizer = createTokenizer(files);
 * tokenizer.decode(tokenizer.encode('6*7=42')); // '6*7=42'
 */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const weightsFolder = await weightsFolderOf(folder);
  const find = (name: string): string =>
    existsSync(join(folder, name)) ? join(folder, name) : join(weightsFolder, name);
  const config = await readJson(find(FILES.config));
  const tokenizer = await readJson(find(FILES.tokenizer));
  const tokenizerConfig = await readJson(find(FILES.tokenizerConfig));
  const template = await unlessMissing(readFile(find(FILES.chatTemplate), 'utf8'));
  const generation = await unlessMissing(readJson(find(FILES.generation)));
  return {
    model: parseModelConfig({ ...(await familyDefaults(config, weightsFolder)), ...config }),
    tokenizer: {
      tokenizer,
      config: { ...tokenizerConfig, ...(template !== undefined && { chat_template: template }) },
      ...(generation && { generation }),
    },
    weightsFolder,
  };
}

/** Whether a folder holds adapters and not whole weights. */
export function isAdapterFolder(folder: string): boolean {
  return existsSync(join(folder, FILES.adapterConfig));
}

/** The folder of the whole weights: the folder itself, or the base model of a folder of adapters. */
export async function weightsFolderOf(folder: string): Promise<string> {
  return isAdapterFolder(folder) ? baseFolder(folder) : folder;
}

/** The folder of the model that adapters were trained on. */
async function baseFolder(folder: string): Promise<string> {
  const place = join(folder, FILES.adapterConfig);
  const name = (await readJson(place))['base_model_name_or_path'];
  const candidates =
    typeof name !== 'string' ? [] : isAbsolute(name) ? [name] : [resolve(folder, name), resolve(name)];
  const found = candidates.find((candidate) => existsSync(join(candidate, FILES.config)));
  if (found !== undefined) return found;
  throw new Error(
    `${place}: base_model_name_or_path is ${JSON.stringify(name)}, which is not a model folder on this machine; ` +
      `set it to the folder of the base model`,
  );
}

/** What transformers assumes where a `config.json` is silent, as far as it differs from our defaults. */
async function familyDefaults(
  config: Readonly<Record<string, unknown>>,
  folder: string,
): Promise<Record<string, unknown>> {
  return {
    num_key_value_heads: config['num_attention_heads'],
    rms_norm_eps: config['model_type'] === 'phi3' ? 1e-5 : 1e-6,
    ...(config['tie_word_embeddings'] === undefined && { tie_word_embeddings: !(await hasHead(folder)) }),
  };
}

async function hasHead(folder: string): Promise<boolean> {
  const reader = await openWeights(folder);
  await reader.close();
  return 'lm_head.weight' in reader.entries;
}

/** Reads a JSON object from a file. */
export async function readJson(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** Writes a JSON value into a file, indented. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** The result of reading a file, or `undefined` if there is none. */
export async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
