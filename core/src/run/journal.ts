import { closeSync, createReadStream, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { TouchstoneError } from '../kernel/index.ts';
import { writeAll, writing } from './files.ts';
import { splitLines } from './lines.ts';

/**
 * An append-only JSON Lines file. A checkpoint records its size; resuming cuts it back to that size, so that
 * whatever a killed process had half written, or written past its last checkpoint, is written again.
 */
export class Journal {
  readonly path: string;
  readonly #descriptor: number;
  #size: number;

  /** Opens or creates the file, cut back to `size` bytes when given. */
  constructor(path: string, size?: number) {
    this.path = path;
    this.#descriptor = writing(path, () => openSync(path, 'a+'));
    const actual = fstatSync(this.#descriptor).size;
    if (size !== undefined && actual < size) {
      closeSync(this.#descriptor);
      throw new TouchstoneError({
        code: 'JOURNAL_SHORT',
        message: `the journal has ${actual} bytes, but the checkpoint says ${size}`,
        place: path,
        fix: 'the file was changed or truncated; restore it, or start a new run',
      });
    }
    if (size !== undefined && actual > size) ftruncateSync(this.#descriptor, size);
    this.#size = size ?? actual;
  }

  /** Bytes written so far. */
  get size(): number {
    return this.#size;
  }

  /** Appends one line per value, in one write. On failure the file is cut back to what it was. */
  append(...values: readonly unknown[]): void {
    if (values.length === 0) return;
    const bytes = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
    writing(this.path, () => {
      try {
        writeAll(this.#descriptor, bytes);
      } catch (error) {
        // What was written of the line is cut off; should even that fail, the next opening does it.
        ignoring(() => ftruncateSync(this.#descriptor, this.#size));
        throw error;
      }
    });
    this.#size += bytes.length;
  }

  /** Makes everything appended so far durable. */
  sync(): void {
    writing(this.path, () => fsyncSync(this.#descriptor));
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function ignoring(fn: () => void): void {
  try {
    fn();
  } catch {
    // The caller already has a better error to report.
  }
}

/**
 * A line of a JSON Lines file, or why it is none.
 *
 * @example
 * const asText = (row: JsonLine<{ id: string }>): string =>
 *   'value' in row ? row.value.id : `line ${row.line}: ${row.error}: ${row.text}`;
 */
export type JsonLine<T> =
  | { readonly line: number; readonly value: T }
  | { readonly line: number; readonly error: string; readonly text: string };

/**
 * Reads a JSON Lines file or stream row by row. Blank lines are passed over; a bad line is data, not an
 * exception.
 *
 * @example
 * for await (const row of readJsonLines<{ id: string }>('rows.jsonl')) {
 *   if ('value' in row) console.log(row.line, row.value.id);
 * }
 */
export async function* readJsonLines<T>(
  source: string | AsyncIterable<Buffer | string>,
): AsyncGenerator<JsonLine<T>> {
  const stream = typeof source === 'string' ? createReadStream(source) : source;
  let line = 0;
  try {
    for await (const raw of splitLines(stream)) {
      line += 1;
      const text = line === 1 ? raw.replace(/^\uFEFF/, '') : raw;
      if (text.trim() === '') continue;
      try {
        yield { line, value: JSON.parse(text) as T };
      } catch (error) {
        yield { line, error: (error as Error).message, text };
      }
    }
  } catch (cause) {
    throw asReadError(source, cause);
  }
}

/** The clear error for a file that is not there or cannot be read; other errors pass through. */
function asReadError(source: unknown, cause: unknown): unknown {
  const messages: Record<string, [code: string, message: string, fix: string]> = {
    ENOENT: ['FILE_MISSING', 'the file does not exist', 'check the path'],
    EISDIR: ['FILE_UNREADABLE', 'this is a folder, not a file', 'give the path of a JSON Lines file'],
    EACCES: ['FILE_UNREADABLE', 'the file may not be read', 'give read permission'],
  };
  const known = messages[(cause as { code?: string }).code ?? ''];
  if (!known || typeof source !== 'string') return cause;
  const [code, message, fix] = known;
  return new TouchstoneError({ code, message, place: source, fix, cause });
}

/** Reads a journal written by this package; a broken last line (a killed writer) is left out. */
export async function readJournal<T>(path: string): Promise<T[]> {
  const values: T[] = [];
  let broken: { line: number } | undefined;
  for await (const row of readJsonLines<T>(path)) {
    if (broken) {
      throw new TouchstoneError({
        code: 'JOURNAL_BROKEN',
        message: 'a line in the middle of a journal is not JSON',
        place: `${path}:${broken.line}`,
        fix: 'the file was changed; restore it, or start a new run',
      });
    }
    if ('value' in row) values.push(row.value);
    else broken = row;
  }
  return values;
}
