const NEWLINE = 0x0a;

/** One line of a file, counted from 1. `bytes` is absent when the line was longer than allowed. */
export interface Line {
  readonly number: number;
  readonly length: number;
  readonly bytes?: Uint8Array;
}

/**
 * Divides a stream of bytes at its line feeds. Never holds more than `maxBytes` and one chunk: a longer line is
 * counted and let go. A carriage return stays at the end of its line; the last line needs no line feed.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Line> {
  let number = 1;
  let held = new HeldLine(maxBytes);
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      held.add(chunk.subarray(start, end));
      yield held.finish(number++);
      held = new HeldLine(maxBytes);
      start = end + 1;
    }
    held.add(chunk.subarray(start));
  }
  if (held.length > 0) yield held.finish(number);
}

/** The parts of a line that has not ended yet. */
class HeldLine {
  length = 0;
  readonly #maxBytes: number;
  #parts: Uint8Array[] = [];

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(part: Uint8Array): void {
    this.length += part.length;
    if (this.length > this.#maxBytes) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  finish(number: number): Line {
    const { length } = this;
    return length > this.#maxBytes
      ? { number, length }
      : { number, length, bytes: Buffer.concat(this.#parts) };
  }
}
