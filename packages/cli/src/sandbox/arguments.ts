import { readFileSync } from 'node:fs';
import { TouchstoneError, type SandboxCall } from '@touchstone-rl/core';
import { InvalidArgumentError } from 'commander';

/** Reads `--calls`. */
export function jsonCalls(text: string): readonly SandboxCall[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InvalidArgumentError(`it is not JSON: ${(error as Error).message}`);
  }
  if (Array.isArray(value) && value.every(isCall)) return value;
  throw new InvalidArgumentError('it must be an array such as [{"function": "add", "arguments": [1, 2]}]');
}

function isCall(value: unknown): value is SandboxCall {
  const call = value as Partial<SandboxCall> | null;
  return typeof call === 'object' && typeof call?.function === 'string' && Array.isArray(call.arguments);
}

/** Reads a text file named by an option; `-` is stdin. Bytes that are not UTF-8 are said, not changed. */
export function readTextFile(option: string, path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw new TouchstoneError({
      code: 'FILE_UNREADABLE',
      message: `the file cannot be read: ${(error as Error).message}`,
      place: option,
      value: path,
      fix: 'name a file that exists',
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new TouchstoneError({
      code: 'FILE_NOT_TEXT',
      message: 'the file is not UTF-8 text',
      place: option,
      value: path,
      fix: 'give a text file',
    });
  }
}
