import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelRequest } from '@touchstone-rl/core';
import { z } from 'zod';

const storedReply = z.strictObject({
  text: z.string(),
  model: z.string(),
  finishReason: z.enum(['stop', 'length', 'other']),
  usage: z.strictObject({ promptTokens: z.number(), completionTokens: z.number() }).optional(),
});

/** A reply as it is kept; whether it came from the cache is said when it is given. */
export type StoredReply = z.output<typeof storedReply>;

/** Keeps replies by the key of their request. */
export interface ReplyCache {
  get(key: string): Promise<StoredReply | undefined>;
  set(key: string, reply: StoredReply): Promise<void>;
}

/** The key of a request: a hash of everything that the reply depends on. */
export function requestKey(baseUrl: string, model: string, request: ModelRequest): string {
  const { messages, maxTokens = null, temperature = 0, seed = null } = request;
  const parts = [
    baseUrl,
    model,
    maxTokens,
    temperature,
    seed,
    ...messages.map(({ role, content }) => [role, content]),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const MEMORY_ENTRIES = 10_000;

/** Keeps the replies that were used last. */
export function memoryCache(entries: number = MEMORY_ENTRIES): ReplyCache {
  const kept = new Map<string, StoredReply>();
  return {
    async get(key) {
      const found = kept.get(key);
      if (found) {
        kept.delete(key);
        kept.set(key, found);
      }
      return found;
    },
    async set(key, reply) {
      kept.set(key, reply);
      for (const oldest of kept.keys()) {
        if (kept.size <= entries) break;
        kept.delete(oldest);
      }
    },
  };
}

/** Keeps each reply in a file of its own; a file that cannot be read counts as absent. */
export function folderCache(folder: string): ReplyCache {
  const pathOf = (key: string): string => join(folder, key.slice(0, 2), `${key}.json`);
  return {
    async get(key) {
      try {
        return storedReply.safeParse(JSON.parse(await readFile(pathOf(key), 'utf8'))).data;
      } catch {
        return undefined;
      }
    },
    async set(key, reply) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      // Written beside and renamed, so that no reader ever sees half a reply.
      const partial = `${path}.${randomUUID()}.partial`;
      await writeFile(partial, JSON.stringify(reply));
      await rename(partial, path);
    },
  };
}
