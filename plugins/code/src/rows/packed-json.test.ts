import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PackedJsonError, unpackText } from './packed-json.ts';

const pack = (...parts: readonly (Buffer | readonly number[])[]): string =>
  deflateSync(Buffer.concat(parts.map((part) => Buffer.from(part)))).toString('base64');
const length = (bytes: number, size: 4 | 8): Buffer => {
  const buffer = Buffer.alloc(size);
  buffer.writeUInt32LE(bytes);
  return buffer;
};
const STOP = [0x94, 0x2e];
const text = Buffer.from('[1, "ä€"]');
const long = Buffer.alloc(100_000, 'x');

describe('a packed text', () => {
  // The layouts of pickle.dumps: a short string, a long one outside of a frame, protocol 2, more than 4 GiB of room.
  it.each([
    [
      'a short one',
      [[0x80, 4, 0x95], length(text.length + 4, 8), [0x8c, text.length], text, STOP],
      text.toString(),
    ],
    ['a long one', [[0x80, 4, 0x58], length(long.length, 4), long, STOP], long.toString()],
    ['of protocol 2', [[0x80, 2, 0x58], length(text.length, 4), text, [0x71, 0, 0x2e]], text.toString()],
    ['of a wide length', [[0x80, 5, 0x8d], length(text.length, 8), text, STOP], text.toString()],
  ] as const)('%s', (_, parts, expected) => {
    expect(unpackText(pack(...parts))).toBe(expected);
  });

  it.each([
    ['no base64', '[]', /not base64 of zlib/],
    ['no zlib', Buffer.from('hello').toString('base64'), /not base64 of zlib/],
    [
      'a pickle that calls',
      pack([0x80, 4], Buffer.from('cos\nsystem\n(S"id"\ntR.')),
      /not that of one string/,
    ],
    ['two strings', pack([0x80, 4, 0x8c, 1, 0x61, 0x8c, 1, 0x62, 0x2e]), /not that of one string/],
    ['no string', pack([0x80, 4, 0x4e, 0x2e]), /not that of one string/],
    ['more behind it', pack([0x80, 4, 0x8c, 1, 0x61, 0x2e, 0x2e]), /not that of one string/],
    ['a pickle that is cut off', pack([0x80, 4, 0x58], length(1000, 4), text), /cut off/],
    ['an end that is missing', pack([0x80, 4, 0x8c, 1, 0x61]), /cut off/],
    ['bytes that are no text', pack([0x80, 4, 0x8c, 1, 0xff, 0x2e]), /not UTF-8/],
  ])('refuses %s', (_, packed, reason) => {
    expect(() => unpackText(packed)).toThrow(PackedJsonError);
    expect(() => unpackText(packed)).toThrow(reason);
  });

  it('refuses a small text that holds a large one', () => {
    expect(() => unpackText(pack(Buffer.alloc(2_000_000)), 1_000_000)).toThrow(/more than 1000000 bytes/);
  });
});
