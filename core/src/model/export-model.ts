import { mkdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { writeModelFiles } from './checkpoint.ts';
import type { ModelConfig } from './config.ts';
import { readStartingWeights } from './create-state.ts';
import { ggufTensors } from './gguf/gguf-tensors.ts';
import { shapeMetadata } from './gguf/gguf-metadata.ts';
import { tokenizerMetadata } from './gguf/gguf-tokenizer.ts';
import { writeGguf } from './gguf/gguf-writer.ts';
import type { GgufType } from './gguf/gguf-writer.ts';
import { STORED_BYTES } from './half-floats.ts';
import type { StoredType } from './half-floats.ts';
import { readModelFolder, writeJson } from './model-folder.ts';
import type { Parameters } from './parameters.ts';
import { writeSafetensors } from './safetensors.ts';
import { withThinkTokens } from './think-tokens.ts';
import type { ThinkTokens } from './think-tokens.ts';
import { createTokenizer } from './tokenizer.ts';
import type { TokenizerFiles } from './tokenizer.ts';

/**
 * How a model is exported.
 *
 * @example
 * const options: ExportOptions = { format: 'huggingface', type: 'BF16', shardBytes: 2e9 };
 */
export type ExportOptions = {
  /** Tokens for the thought's tags, as `model.thinkTokens` of a config. Default `keep`. */
  readonly thinkTokens?: ThinkTokens;
} & (
  | {
      readonly format: 'huggingface';
      /** Element type of the weights. Default `F32`. */
      readonly type?: StoredType;
      /** Bytes of weights in a file, beyond which they are divided into several. Default 5 GB. */
      readonly shardBytes?: number;
    }
  | {
      readonly format: 'gguf';
      /** Element type of the matrices. Default `F16`. */
      readonly type?: GgufType;
    }
);

const SHARD_BYTES = 5e9;

/**
 * Writes a model as a folder for Hugging Face's transformers, or as a file for llama.cpp. A folder of adapters is
 * merged into its base model. Fine-tuned weights and the tokenizer, with its chat template, are whole in it.
 *
 * @param folder a model folder, such as RUN/model.
 * @param out the folder, or the file with the ending `.gguf`.
 * @throws Error when the model cannot be read, or the format cannot express it.
 *
 * @example
 * await exportModel('runs/quickstart/model', 'quickstart.gguf', { format: 'gguf', type: 'Q8_0' });
 */
export async function exportModel(folder: string, out: string, options: ExportOptions): Promise<void> {
  const stored = await readModelFolder(folder);
  const changed = withThinkTokens(stored.model, stored.tokenizer, options.thinkTokens ?? 'keep');
  const { model, tokenizer, newTokens } = changed;
  const { parameters } = await readStartingWeights(model, folder, newTokens);
  if (options.format === 'gguf') {
    const { type = 'F16' } = options;
    const metadata = new Map([
      ...shapeMetadata(model, basename(resolve(folder)), type),
      ...tokenizerMetadata(tokenizer, model.vocab_size),
    ]);
    await mkdir(dirname(resolve(out)), { recursive: true });
    await writeGguf(out, metadata, ggufTensors(model, parameters, type));
  } else {
    await writeFolder(out, model, tokenizer, parameters, options);
  }
}

const TYPE_NAMES: Readonly<Record<StoredType, string>> = { F32: 'float32', BF16: 'bfloat16', F16: 'float16' };

async function writeFolder(
  out: string,
  model: ModelConfig,
  tokenizer: TokenizerFiles,
  parameters: Parameters,
  { type = 'F32', shardBytes = SHARD_BYTES }: Extract<ExportOptions, { format: 'huggingface' }>,
): Promise<void> {
  await mkdir(out, { recursive: true });
  const { endTokens } = createTokenizer(tokenizer);
  await writeModelFiles(out, model, { tokenizer, endTokens }, TYPE_NAMES[type]);
  const shards = divide(parameters, type, shardBytes);
  const map: Record<string, string> = {};
  for (const [index, shard] of shards.entries()) {
    const number = (value: number): string => String(value).padStart(5, '0');
    const file =
      shards.length === 1
        ? 'model.safetensors'
        : `model-${number(index + 1)}-of-${number(shards.length)}.safetensors`;
    const tensors = Object.fromEntries(
      shard.map(({ name, shape }) => [name, { shape, data: parameters.views[name]! }]),
    );
    await writeSafetensors(join(out, file), { tensors, metadata: { format: 'pt' } }, type);
    for (const { name } of shard) map[name] = file;
  }
  if (shards.length === 1) return;
  await writeJson(join(out, 'model.safetensors.index.json'), {
    metadata: { total_size: parameters.flat.length * STORED_BYTES[type] },
    weight_map: map,
  });
}

/** Weights in files of at most so many bytes; a larger weight is a file of its own. */
function divide({ entries }: Parameters, type: StoredType, shardBytes: number): (typeof entries)[number][][] {
  const shards: (typeof entries)[number][][] = [[]];
  let bytes = 0;
  for (const entry of entries) {
    const size = entry.size * STORED_BYTES[type];
    if (bytes > 0 && bytes + size > shardBytes) {
      shards.push([]);
      bytes = 0;
    }
    shards.at(-1)!.push(entry);
    bytes += size;
  }
  return shards;
}
