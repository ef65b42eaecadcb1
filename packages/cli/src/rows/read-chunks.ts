import { readJsonLines, type JsonLine } from '@touchstone-rl/core';

/** Rows of a JSON Lines file, or of stdin for `-`, in chunks: as many at once, and never more in memory. */
export async function* readChunks(
  source: string,
  size: number,
): AsyncGenerator<readonly JsonLine<unknown>[]> {
  let chunk: JsonLine<unknown>[] = [];
  for await (const line of readJsonLines<unknown>(source === '-' ? process.stdin : source)) {
    chunk.push(line);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
