import type { SampleRequest } from '../domain/engine.ts';
import type { CacheEntries } from './key-value-cache.ts';
import type { Prefill } from './prefill.ts';

/** A request with the keys and values of its prompt, all but the prompt's last token. */
export interface AdmittedRequest {
  readonly request: SampleRequest;
  readonly prefix: CacheEntries;
}

/** Requests waiting for a slot. */
export interface RequestQueue {
  /** Takes up to `count` requests, in order, and reads their prompts. */
  take(count: number): Promise<AdmittedRequest[]>;
}

const keyOf = ({ promptTokens }: SampleRequest): string => promptTokens.join();

const promptOf = ({ promptTokens }: SampleRequest): readonly number[] => promptTokens.slice(0, -1);

/**
 * Queues requests. A prompt that several requests share (the rollouts of one group) is read once, and its keys
 * and values are kept until the last of them has started.
 */
export function createRequestQueue(requests: readonly SampleRequest[], prefill: Prefill): RequestQueue {
  const waiting = new Map<string, number>();
  for (const request of requests) waiting.set(keyOf(request), (waiting.get(keyOf(request)) ?? 0) + 1);
  const prefixes = new Map<string, CacheEntries>();
  let next = 0;

  const readPrompts = async (taken: readonly SampleRequest[]): Promise<void> => {
    const unread = new Map(
      taken
        .filter((request) => !prefixes.has(keyOf(request)))
        .map((request) => [keyOf(request), promptOf(request)]),
    );
    const entries = await prefill([...unread.values()]);
    [...unread.keys()].forEach((key, i) => prefixes.set(key, entries[i]!));
  };

  const release = (request: SampleRequest): AdmittedRequest => {
    const key = keyOf(request);
    const prefix = prefixes.get(key)!;
    const left = waiting.get(key)! - 1;
    waiting.set(key, left);
    if (left === 0) prefixes.delete(key);
    return { request, prefix };
  };

  return {
    async take(count) {
      const taken = requests.slice(next, next + count);
      next += taken.length;
      await readPrompts(taken);
      return taken.map(release);
    },
  };
}
