import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readSafetensors, writeSafetensors } from './safetensors.ts';

const temporary = async (): Promise<string> =>
  join(await mkdtemp(join(tmpdir(), 'safetensors-')), 'file.safetensors');

describe('safetensors', () => {
  it('writes the documented bytes and reads them back', async () => {
    const path = await temporary();
    const file = {
      tensors: {
        a: { shape: [2, 1], data: Float32Array.of(1, -2) },
        b: { shape: [], data: Float32Array.of(0.5) },
      },
      metadata: { format: 'pt' },
    };
    await writeSafetensors(path, file);
    const bytes = await readFile(path);
    const length = Number(bytes.readBigUInt64LE());
    expect(length % 8).toBe(0);
    expect(JSON.parse(bytes.toString('utf8', 8, 8 + length))).toEqual({
      __metadata__: { format: 'pt' },
      a: { dtype: 'F32', shape: [2, 1], data_offsets: [0, 8] },
      b: { dtype: 'F32', shape: [], data_offsets: [8, 12] },
    });
    expect(bytes.readFloatLE(8 + length + 4)).toBe(-2);
    expect(await readSafetensors(path)).toEqual(file);
  });

  it.each([
    ['it is shorter than its header', Buffer.alloc(3)],
    ['it announces a header of', Buffer.alloc(8, 0xff)],
    ['its header is not JSON', Buffer.concat([Buffer.from([4, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{{{{')])],
    [
      "tensor 'a' lies outside the file",
      oneTensor('{"a":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}'),
    ],
    ["tensor 'a' is I64", oneTensor('{"a":{"dtype":"I64","shape":[0],"data_offsets":[0,0]}}')],
  ])('%s', async (message, bytes) => {
    const path = await temporary();
    await writeFile(path, bytes);
    await expect(readSafetensors(path)).rejects.toThrow(message);
  });
});

function oneTensor(header: string): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header)]);
}
