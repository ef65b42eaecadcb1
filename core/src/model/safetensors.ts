import { readFile, writeFile } from 'node:fs/promises';

import { showShape, sizeOf } from '../tensor/index.ts';
import type { Shape } from '../tensor/index.ts';

/** A named array of a safetensors file. */
export interface StoredTensor {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** The contents of a safetensors file. */
export interface TensorFile {
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: [number, number];
}

/** Longest header that a file may announce, as in the reference implementation. */
const LONGEST_HEADER = 100_000_000;

/**
 * Writes float32 tensors in the safetensors format (github.com/huggingface/safetensors): eight bytes of header
 * length, a JSON header padded with spaces to eight bytes, then the tensors' bytes, little-endian, in order.
 */
export async function writeSafetensors(path: string, { tensors, metadata }: TensorFile): Promise<void> {
  const header: Record<string, HeaderEntry | Readonly<Record<string, string>>> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    if (data.length !== sizeOf(shape)) throw new Error(`tensor '${name}' does not fill ${showShape(shape)}`);
    header[name] = { dtype: 'F32', shape: [...shape], data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const bodies = Object.values(tensors).map(({ data }) =>
    Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  );
  await writeFile(path, Buffer.concat([length, padded, ...bodies]));
}

/**
 * Reads a safetensors file of float32 tensors.
 *
 * @throws Error naming the file when it is damaged, or holds another element type.
 */
export async function readSafetensors(path: string): Promise<TensorFile> {
  const bytes = await readFile(path);
  const fail = (why: string): never => {
    throw new Error(`${path} is not a readable safetensors file: ${why}`);
  };
  if (bytes.length < 8) fail('it is shorter than its header');
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const start = 8 + headerLength;
  if (headerLength > LONGEST_HEADER || start > bytes.length)
    fail(`it announces a header of ${headerLength} bytes`);
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.toString('utf8', 8, start), fail);
  const tensors: Record<string, StoredTensor> = {};
  for (const [name, entry] of Object.entries(entries as Record<string, HeaderEntry>)) {
    if (entry.dtype !== 'F32') fail(`tensor '${name}' is ${entry.dtype}, only F32 is supported`);
    const [from, to] = entry.data_offsets;
    if (from < 0 || to - from !== 4 * sizeOf(entry.shape) || start + to > bytes.length) {
      fail(`tensor '${name}' lies outside the file or does not fill its shape`);
    }
    const copy = new Uint8Array(bytes.subarray(start + from, start + to));
    tensors[name] = { shape: entry.shape, data: new Float32Array(copy.buffer) };
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

function parseHeader(text: string, fail: (why: string) => never): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return fail('its header is not JSON');
  }
}
