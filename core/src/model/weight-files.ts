import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sameShape, showShape, sizeOf } from '../tensor/index.ts';
import type { Shape } from '../tensor/index.ts';
import type { ModelConfig } from './config.ts';
import type { NewToken } from './create-state.ts';
import type { Parameters } from './parameters.ts';
import { openSafetensors } from './safetensors.ts';
import type { StoredTensor, TensorReader } from './safetensors.ts';

const WEIGHTS = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';

/** The weights of a model folder, in one file or in the shards that `model.safetensors.index.json` lists. */
export async function openWeights(folder: string): Promise<TensorReader> {
  const index = join(folder, INDEX);
  if (!existsSync(index)) {
    if (existsSync(join(folder, WEIGHTS))) return openSafetensors(join(folder, WEIGHTS));
    throw new Error(`${folder} has neither ${WEIGHTS} nor ${INDEX}; weights in other formats are not read`);
  }
  const { weight_map: map } = JSON.parse(await readFile(index, 'utf8')) as {
    weight_map: Record<string, string>;
  };
  const files = [...new Set(Object.values(map))];
  const readers: TensorReader[] = [];
  try {
    for (const file of files) readers.push(await openSafetensors(join(folder, file)));
    return joinReaders(readers, index, map, files);
  } catch (error) {
    await Promise.all(readers.map((reader) => reader.close()));
    throw error;
  }
}

function joinReaders(
  readers: readonly TensorReader[],
  index: string,
  map: Readonly<Record<string, string>>,
  files: readonly string[],
): TensorReader {
  const readerOf = (name: string): TensorReader => readers[files.indexOf(map[name]!)]!;
  const missing = Object.keys(map).find((name) => !readerOf(name).entries[name]);
  if (missing !== undefined) {
    throw new Error(
      `${index} says that '${missing}' is in ${map[missing]}, but it is not; copy the shards again`,
    );
  }
  return {
    entries: Object.assign({}, ...readers.map(({ entries }) => entries)) as TensorReader['entries'],
    metadata: {},
    read: (name, target) => readerOf(name).read(name, target),
    close: async () => void (await Promise.all(readers.map((reader) => reader.close()))),
  };
}

/**
 * Reads tensors into arrays of their size.
 *
 * @throws Error naming the tensor when it is missing or has another shape.
 */
export async function readTensors(reader: TensorReader, target: Parameters, prefix = ''): Promise<void> {
  for (const { name, shape } of target.entries) {
    checkShape(reader, prefix + name, shape);
    await reader.read(prefix + name, target.views[name]!);
  }
}

function checkShape(reader: TensorReader, name: string, shape: Shape): void {
  const stored = reader.entries[name];
  if (stored && sameShape(stored.shape, shape)) return;
  const got = stored ? `shape ${showShape(stored.shape)}` : 'no such tensor';
  throw new Error(`checkpoint tensor '${name}': expected shape ${showShape(shape)}, found ${got}`);
}

/** Weights with a row for each token. */
const TOKEN_ROWS = ['model.embed_tokens.weight', 'lm_head.weight'];

/**
 * Reads a model's weights from its folder. With new tokens the vocabulary may be larger than the stored one; their
 * rows become the mean of the rows of the tokens that they are like, and other rows beyond the stored ones zero.
 *
 * @throws Error naming the tensor when one is missing, has another shape, or has no place in the model: a model
 * computed without some of its weights is a wrong one.
 */
export async function readWeights(
  folder: string,
  config: ModelConfig,
  target: Parameters,
  newTokens: readonly NewToken[] = [],
): Promise<void> {
  const reader = await openWeights(folder);
  try {
    for (const { name, shape } of target.entries) {
      const rows = reader.entries[name]?.shape[0] ?? 0;
      const grows = newTokens.length > 0 && TOKEN_ROWS.includes(name) && rows < shape[0]!;
      const stored = grows ? [rows, shape[1]!] : shape;
      checkShape(reader, name, stored);
      await reader.read(name, target.views[name]!.subarray(0, sizeOf(stored)));
      if (TOKEN_ROWS.includes(name)) fillRows(target.views[name]!, shape[1]!, newTokens);
    }
    const foreign = Object.keys(reader.entries).find((name) => !target.views[name] && !isSpare(name, config));
    if (foreign !== undefined) {
      throw new Error(
        `${folder}: the tensor '${foreign}' has no place in a ${config.model_type} model of this configuration; ` +
          `check config.json against the weights`,
      );
    }
  } finally {
    await reader.close();
  }
}

function fillRows(matrix: Float32Array, width: number, newTokens: readonly NewToken[]): void {
  for (const { id, like } of newTokens) {
    for (let i = 0; i < width; i++) {
      const sum = like.reduce((total, token) => total + matrix[token * width + i]!, 0);
      matrix[id * width + i] = sum / Math.max(1, like.length);
    }
  }
}

/** Weights by name, as a safetensors file is written from them. */
export function named({ entries, views }: Parameters, prefix = ''): Record<string, StoredTensor> {
  return Object.fromEntries(entries.map(({ name, shape }) => [prefix + name, { shape, data: views[name]! }]));
}

/** Tensors that repeat what the configuration or another tensor says. */
function isSpare(name: string, config: ModelConfig): boolean {
  return name.endsWith('rotary_emb.inv_freq') || (name === 'lm_head.weight' && config.tie_word_embeddings);
}
