import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf, TouchstoneError, type BadSeed, type Seed, type SeedRequest } from '@touchstone-rl/core';
import { linesOf, type Line } from './lines.ts';
import type { JsonlOptions } from './options.ts';
import { decodeLine, parseRow } from './row.ts';

/**
 * Streams the first `count` readable seeds of a split's file, in the file's order, and a bad row for each line
 * that is none. Blank lines are passed over.
 */
export async function* readSeeds(
  request: SeedRequest,
  options: JsonlOptions,
): AsyncGenerator<Seed | BadSeed> {
  if (request.count === 0) return;
  const path = pathOf(request, options);
  const lineOfId = new Map<string, number>();
  let left = request.count;
  for await (const line of fileLines(path, request, options)) {
    const seed = readLine(line, lineOfId, options);
    if (!seed) continue;
    if ('reason' in seed) {
      yield { bad: true, place: `${path}:${line.number}`, reason: seed.reason };
      continue;
    }
    yield seed;
    if (--left === 0) return;
  }
}

/** The seed of a line, the reason why there is none, or nothing for a blank line. */
function readLine(
  { number, length, bytes }: Line,
  lineOfId: Map<string, number>,
  options: JsonlOptions,
): Seed | { readonly reason: string } | undefined {
  if (!bytes) {
    return { reason: `the line has ${length} bytes, more than maxLineBytes = ${options.maxLineBytes}` };
  }
  const text = decodeLine(bytes);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return undefined;
  const seed = parseRow(text, options);
  if ('reason' in seed) return seed;
  const earlier = lineOfId.get(seed.id);
  if (earlier !== undefined) return { reason: `duplicate id "${seed.id}", first on line ${earlier}` };
  lineOfId.set(seed.id, number);
  return seed;
}

async function* fileLines(
  path: string,
  { split, baseFolder }: SeedRequest,
  options: JsonlOptions,
): AsyncGenerator<Line> {
  try {
    yield* linesOf(createReadStream(path), options.maxLineBytes);
  } catch (cause) {
    const missing = (cause as { code?: string }).code === 'ENOENT';
    throw new TouchstoneError({
      code: missing ? 'FILE_MISSING' : 'FILE_UNREADABLE',
      message: missing
        ? `the file of the ${split} split does not exist`
        : `the file of the ${split} split could not be read: ${messageOf(cause)}`,
      place: `options.jsonl.${split}`,
      value: path,
      fix: missing ? `correct the path; it is read relative to ${baseFolder}` : 'give the path of a file',
      cause,
    });
  }
}

function pathOf({ split, baseFolder }: SeedRequest, options: JsonlOptions): string {
  const file = options[split];
  if (file !== undefined) return resolve(baseFolder, file);
  throw new TouchstoneError({
    code: 'SPLIT_WITHOUT_FILE',
    message: `seeds of the ${split} split are asked for, and no file is given for it`,
    place: `options.jsonl.${split}`,
    fix: `set options.jsonl.${split} to a file of seeds, or data.${split} to 0`,
  });
}
