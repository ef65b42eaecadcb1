import { inflateSync } from 'node:zlib';

/** Thrown where a text is no packed JSON, with the reason. */
export class PackedJsonError extends Error {}

/** Most bytes that a packed text may hold. */
const MOST_BYTES = 256 * 2 ** 20;

/**
 * Reads the text in a pickle of one string, compressed by zlib and written in base64, as LiveCodeBench stores its
 * private tests. Opcodes are those of Python's pickletools that such a pickle consists of; anything else in it (which
 * could name code to run) is refused.
 *
 * @throws PackedJsonError where it is anything else, or holds more than `mostBytes`.
 */
export function unpackText(packed: string, mostBytes = MOST_BYTES): string {
  let bytes: Buffer;
  try {
    bytes = inflateSync(Buffer.from(packed, 'base64'), { maxOutputLength: mostBytes });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PackedJsonError(
      code === 'ERR_BUFFER_TOO_LARGE' ? `it holds more than ${mostBytes} bytes` : 'it is not base64 of zlib',
    );
  }
  return stringOfPickle(bytes);
}

const PROTOCOL = 0x80;
const FRAME = 0x95;
const STOP = 0x2e;
/** Opcodes of a string, by the bytes of the length that follows: SHORT_BINUNICODE, BINUNICODE, BINUNICODE8. */
const STRINGS: Readonly<Record<number, number>> = { 0x8c: 1, 0x58: 4, 0x8d: 8 };
/** Opcodes that keep the string for later, by the bytes of their argument: MEMOIZE, BINPUT, LONG_BINPUT. */
const MEMOS: Readonly<Record<number, number>> = { 0x94: 0, 0x71: 1, 0x72: 4 };

function stringOfPickle(bytes: Buffer): string {
  let text: string | undefined;
  let at = 0;
  const take = (count: number): Buffer => {
    if (at + count > bytes.length) throw new PackedJsonError('its pickle is cut off');
    return bytes.subarray(at, (at += count));
  };
  for (;;) {
    const opcode = take(1)[0]!;
    if (opcode === PROTOCOL && at === 1) take(1);
    else if (opcode === FRAME) take(8);
    else if (opcode in STRINGS && text === undefined) text = utf8(take(lengthOf(take(STRINGS[opcode]!))));
    else if (opcode in MEMOS && text !== undefined) take(MEMOS[opcode]!);
    else if (opcode === STOP && text !== undefined && at === bytes.length) return text;
    else throw new PackedJsonError('its pickle is not that of one string');
  }
}

function lengthOf(bytes: Buffer): number {
  return bytes.length === 8 ? Number(bytes.readBigUInt64LE()) : bytes.readUIntLE(0, bytes.length);
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new PackedJsonError('its text is not UTF-8');
  }
}
