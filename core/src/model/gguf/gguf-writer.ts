import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

import { encodeElements } from '../half-floats.ts';
import { quantiseQ8 } from './quantise-q8.ts';

/** A metadata value: whole numbers are `uint32`, `real` ones `float32`. */
export type GgufValue =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'real'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'integers'; readonly value: readonly number[] }
  | { readonly kind: 'reals'; readonly value: readonly number[] };

/**
 * How a tensor's elements are stored.
 *
 * @example
 * const type: GgufType = 'Q8_0'; // 34 bytes for 32 weights
 * await exportModel('runs/quickstart/model', 'quickstart.gguf', { format: 'gguf', type });
 */
export type GgufType = 'F32' | 'F16' | 'Q8_0';

/** A tensor of a GGUF file, outermost axis first. */
export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: GgufType;
  /** Its elements, asked for when their turn has come. */
  readonly data: () => Float32Array;
}

const MAGIC = 0x46554747;
const VERSION = 3;
const ALIGNMENT = 32;

/** Numbers of the element types, and the bytes of a count of elements. */
const TENSOR_TYPES: Readonly<Record<GgufType, { id: number; bytes: (count: number) => number }>> = {
  F32: { id: 0, bytes: (count) => 4 * count },
  F16: { id: 1, bytes: (count) => 2 * count },
  Q8_0: { id: 8, bytes: (count) => (34 * count) / 32 },
};

/** Numbers of the metadata types; an array has its element's. */
const VALUE_TYPES = {
  integer: 4,
  integers: 5,
  real: 6,
  reals: 6,
  bool: 7,
  string: 8,
  strings: 8,
  array: 9,
} as const;

/** Writes a GGUF file, version 3 (github.com/ggml-org/ggml, docs/gguf.md), one tensor at a time. */
export async function writeGguf(
  path: string,
  metadata: ReadonlyMap<string, GgufValue>,
  tensors: readonly GgufTensor[],
): Promise<void> {
  const file = await open(path, 'w');
  try {
    const header = encodeHeader(metadata, tensors);
    await file.writeFile(header);
    await pad(file, header.length);
    for (const { type, data } of tensors) {
      const bytes = encode(type, data());
      await file.writeFile(bytes);
      await pad(file, bytes.length);
    }
  } finally {
    await file.close();
  }
}

function encode(type: GgufType, data: Float32Array): Uint8Array {
  return type === 'Q8_0' ? quantiseQ8(data) : encodeElements(type, data);
}

async function pad(file: FileHandle, length: number): Promise<void> {
  await file.writeFile(new Uint8Array(aligned(length) - length));
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

function encodeHeader(metadata: ReadonlyMap<string, GgufValue>, tensors: readonly GgufTensor[]): Buffer {
  const parts: Buffer[] = [uint32(MAGIC), uint32(VERSION), uint64(tensors.length), uint64(metadata.size)];
  for (const [name, value] of metadata) parts.push(text(name), encodeValue(value));
  let offset = 0;
  for (const { name, shape, type } of tensors) {
    const { id, bytes } = TENSOR_TYPES[type];
    const sizes = shape.toReversed().map(uint64);
    parts.push(text(name), uint32(shape.length), ...sizes, uint32(id), uint64(offset));
    offset += aligned(bytes(shape.reduce((product, size) => product * size, 1)));
  }
  return Buffer.concat(parts);
}

function encodeValue(entry: GgufValue): Buffer {
  const type = uint32(VALUE_TYPES[entry.kind]);
  switch (entry.kind) {
    case 'string':
      return Buffer.concat([type, text(entry.value)]);
    case 'integer':
      return Buffer.concat([type, uint32(entry.value)]);
    case 'real':
      return Buffer.concat([type, real(entry.value)]);
    case 'bool':
      return Buffer.concat([type, Buffer.from([Number(entry.value)])]);
    default:
      return encodeArray(type, entry);
  }
}

type ArrayValue = Extract<GgufValue, { kind: 'strings' | 'integers' | 'reals' }>;

function encodeArray(type: Buffer, { kind, value }: ArrayValue): Buffer {
  const items = kind === 'strings' ? value.map(text) : kind === 'reals' ? value.map(real) : value.map(int32);
  return Buffer.concat([uint32(VALUE_TYPES.array), type, uint64(value.length), ...items]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function real(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint64(bytes.length), bytes]);
}
