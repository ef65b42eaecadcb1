import { closeSync, existsSync, openSync, realpathSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { TouchstoneError } from '@touchstone-rl/core';

/** Writes rows as JSON Lines to a file, or to stdout for `-`. */
export class RowWriter {
  readonly #path: string;
  #descriptor: number | undefined;

  /** Nothing is created before the first row, so a command that cannot start leaves an old file alone. */
  constructor(path: string, input?: string) {
    this.#path = path;
    if (path === '-' || input === undefined || input === '-' || !existsSync(path) || !existsSync(input))
      return;
    if (realpathSync(path) !== realpathSync(input)) return;
    throw new TouchstoneError({
      code: 'SAME_FILE',
      message: 'the output would overwrite the input',
      place: '--out',
      value: path,
      fix: 'give another file',
    });
  }

  async write(rows: readonly unknown[]): Promise<void> {
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    if (this.#path === '-') {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
      return;
    }
    try {
      this.#descriptor ??= openSync(this.#path, 'w');
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;) at += writeSync(this.#descriptor, bytes, at);
    } catch (error) {
      throw asOutputError(this.#path, error);
    }
  }

  /** Ends the output; an output without rows is an empty file. */
  async close(): Promise<void> {
    await this.write([]);
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }
}

function asOutputError(path: string, cause: unknown): unknown {
  const messages: Record<string, [message: string, fix: string]> = {
    ENOENT: ['the folder of the output does not exist', 'create it, or give another path'],
    EISDIR: ['the output is a folder', 'give the path of a file'],
    EACCES: ['the output may not be written', 'give write permission, or another path'],
    EROFS: ['the file system is read-only', 'give another path'],
    ENOSPC: ['the disk is full; the rows written so far are kept', 'free some space and run it again'],
    EDQUOT: [
      'the disk quota is used up; the rows written so far are kept',
      'free some space and run it again',
    ],
    EFBIG: ['the output would grow past the allowed size', 'raise the limit, or split the input'],
  };
  const { code = '' } = cause as { code?: string };
  const known = messages[code];
  if (!known) return cause;
  const [message, fix] = known;
  return new TouchstoneError({ code, message, place: path, fix, cause });
}
