import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

import { showShape, sizeOf } from '../tensor/index.ts';
import type { Shape } from '../tensor/index.ts';
import { decodeElements, encodeElements, STORED_BYTES } from './half-floats.ts';
import type { StoredType } from './half-floats.ts';

/**
 * A named array of a safetensors file.
 *
 * @example
 * const identity: StoredTensor = { shape: [2, 2], data: Float32Array.of(1, 0, 0, 1) };
 */
export interface StoredTensor {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/**
 * The contents of a safetensors file.
 *
 * @example
 * const bias = { shape: [2], data: Float32Array.of(0.5, -0.5) };
 * const file: TensorFile = { tensors: { bias }, metadata: { format: 'pt' } };
 */
export interface TensorFile {
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * A safetensors file whose tensors are read one at a time.
 *
 * @example
 * const readOne = async (reader: TensorReader, name: string): Promise<Float32Array> => {
 *   const data = new Float32Array(sizeOf(reader.entries[name]!.shape));
 *   await reader.read(name, data);
 *   return data;
 * };
 */
export interface TensorReader {
  /** Shape and element type of each tensor, by name. */
  readonly entries: Readonly<Record<string, { readonly shape: Shape; readonly type: StoredType }>>;
  readonly metadata: Readonly<Record<string, string>>;
  /** Reads a tensor as float32 into an array of its size. */
  read(name: string, target: Float32Array): Promise<void>;
  close(): Promise<void>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: [number, number];
}

/** Longest header that a file may announce, as in the reference implementation. */
const LONGEST_HEADER = 100_000_000;

/** Elements converted at once, so that a large tensor is never in memory twice. */
const CHUNK_ELEMENTS = 1 << 22;

/**
 * Writes tensors in the safetensors format (github.com/huggingface/safetensors): eight bytes of header
 * length, a JSON header padded with spaces to eight bytes, then the tensors' bytes, little-endian, in order.
 *
 * @param type the element type on disk. Default `F32`, which loses nothing.
 *
 * @example
 * const weight = { shape: [2], data: Float32Array.of(1, 2) };
 * await writeSafetensors('one.safetensors', { tensors: { weight }, metadata: {} });
 */
export async function writeSafetensors(
  path: string,
  { tensors, metadata }: TensorFile,
  type: StoredType = 'F32',
): Promise<void> {
  const header: Record<string, HeaderEntry | Readonly<Record<string, string>>> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    if (data.length !== sizeOf(shape)) throw new Error(`tensor '${name}' does not fill ${showShape(shape)}`);
    const end = offset + data.length * STORED_BYTES[type];
    header[name] = { dtype: type, shape: [...shape], data_offsets: [offset, end] };
    offset = end;
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const file = await open(path, 'w');
  try {
    await file.writeFile(Buffer.concat([length, padded]));
    for (const { data } of Object.values(tensors)) await writeElements(file, type, data);
  } finally {
    await file.close();
  }
}

async function writeElements(file: FileHandle, type: StoredType, data: Float32Array): Promise<void> {
  for (let from = 0; from < data.length; from += CHUNK_ELEMENTS) {
    await file.writeFile(encodeElements(type, data.subarray(from, from + CHUNK_ELEMENTS)));
  }
}

/**
 * Reads a whole safetensors file of `F32`, `BF16` or `F16` tensors, as float32.
 *
 * @throws Error naming the file when it is damaged, or holds another element type.
 *
 * @example
 * const { tensors } = await readSafetensors('runs/quickstart/model/model.safetensors');
 * console.log(tensors['model.norm.weight']?.data);
 */
export async function readSafetensors(path: string): Promise<TensorFile> {
  const reader = await openSafetensors(path);
  try {
    const tensors: Record<string, StoredTensor> = {};
    for (const [name, { shape }] of Object.entries(reader.entries)) {
      const data = new Float32Array(sizeOf(shape));
      await reader.read(name, data);
      tensors[name] = { shape, data };
    }
    return { tensors, metadata: reader.metadata };
  } finally {
    await reader.close();
  }
}

/**
 * Opens a safetensors file and checks its header.
 *
 * @throws Error naming the file when it is damaged, or holds another element type.
 *
 * @example
 * const reader = await openSafetensors('runs/quickstart/model/model.safetensors');
 * console.log(Object.keys(reader.entries));
 * await reader.close();
 */
export async function openSafetensors(path: string): Promise<TensorReader> {
  const file = await open(path, 'r');
  try {
    return await checkedReader(path, file);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function checkedReader(path: string, file: FileHandle): Promise<TensorReader> {
  const { size } = await file.stat();
  const fail = (why: string): never => {
    throw new Error(`${path} is not a readable safetensors file: ${why}`);
  };
  if (size < 8) fail('it is shorter than its header');
  const headerLength = Number((await readBytes(file, 0, 8)).readBigUInt64LE(0));
  const start = 8 + headerLength;
  if (headerLength > LONGEST_HEADER || start > size) fail(`it announces a header of ${headerLength} bytes`);
  const header = parseHeader((await readBytes(file, 8, headerLength)).toString('utf8'), fail);
  const { __metadata__: metadata = {}, ...stored } = header as Record<string, HeaderEntry>;
  for (const [name, entry] of Object.entries(stored)) checkEntry(name, entry, size - start, fail);

  const entries = Object.fromEntries(
    Object.entries(stored).map(([name, { shape, dtype }]) => [name, { shape, type: dtype as StoredType }]),
  );
  return {
    entries,
    metadata: metadata as Readonly<Record<string, string>>,
    async read(name, target) {
      const { type } = entries[name]!;
      const from = start + stored[name]!.data_offsets[0];
      for (let done = 0; done < target.length; done += CHUNK_ELEMENTS) {
        const part = target.subarray(done, done + CHUNK_ELEMENTS);
        const width = STORED_BYTES[type];
        decodeElements(type, await readBytes(file, from + done * width, part.length * width), part);
      }
    },
    close: () => file.close(),
  };
}

function checkEntry(name: string, entry: HeaderEntry, bytes: number, fail: (why: string) => never): void {
  const width = STORED_BYTES[entry.dtype as StoredType];
  if (width === undefined) fail(`tensor '${name}' is ${entry.dtype}, only F32, BF16 and F16 are supported`);
  const [from, to] = entry.data_offsets;
  if (from < 0 || to - from !== width * sizeOf(entry.shape) || to > bytes) {
    fail(`tensor '${name}' lies outside the file or does not fill its shape`);
  }
}

async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw new Error(`the file ended ${length - done} bytes early`);
    done += bytesRead;
  }
  return bytes;
}

function parseHeader(text: string, fail: (why: string) => never): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return fail('its header is not JSON');
  }
}
