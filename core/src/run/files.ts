import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { TouchstoneError } from '../kernel/index.ts';

/** Runs a write and turns a full disk or a missing permission into one clear error; nothing else changes. */
export function writing<T>(path: string, fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    throw asWriteError(path, error);
  }
}

/** The clear error for a failed write; errors that are not the disk's pass through. */
export function asWriteError(path: string, error: unknown): unknown {
  const code = systemCode(error);
  const messages: Record<string, [string, string]> = {
    ENOSPC: ['the disk is full', 'free some space, then continue with touchstone train --resume RUN'],
    EDQUOT: [
      'the disk quota is used up',
      'free some space, then continue with touchstone train --resume RUN',
    ],
    EACCES: ['the file may not be written', 'give write permission, or choose another folder with --run'],
    EROFS: ['the file system is read-only', 'choose another folder with --run'],
    EFBIG: ['the file would grow past the allowed size', 'raise the limit, then continue with --resume'],
  };
  const known = messages[code];
  if (!known) return error;
  return new TouchstoneError({ code, message: known[0], place: path, fix: known[1], cause: error });
}

/** `ENOSPC` and the like. An error from the engine's process has its code in the message alone. */
function systemCode(error: unknown): string {
  const { code, message = '' } = error as { code?: string; message?: string };
  return code ?? /^(E[A-Z]+): /.exec(message)?.[1] ?? '';
}

/**
 * Writes a file so that it is either absent, as it was, or complete, whenever the process is killed.
 *
 * @example
 * writeFileAtomically('summary.json', JSON.stringify({ passAt1: 0.83 }));
 */
export function writeFileAtomically(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.tmp`;
  writing(path, () => {
    try {
      const descriptor = openSync(temporary, 'w');
      try {
        writeAll(descriptor, typeof content === 'string' ? Buffer.from(content) : content);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(temporary, path);
      syncFolder(dirname(path));
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** Writes every byte; a short write, as on a disk that is filling up, is continued or fails. */
export function writeAll(descriptor: number, content: Uint8Array): void {
  for (let offset = 0; offset < content.length;) {
    offset += writeSync(descriptor, content, offset);
  }
}

/** Makes a rename durable. Not every platform can open a folder; there it is a no-op. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32' || !existsSync(folder)) return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a file's content durable. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
