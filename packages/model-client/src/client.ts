import { setTimeout as sleep } from 'node:timers/promises';
import { TouchstoneError, type ModelClient, type ModelReply, type ModelRequest } from '@touchstone-rl/core';
import { attempt, AttemptError, failureOf, type Attempt } from './attempt.ts';
import { folderCache, memoryCache, requestKey, type ReplyCache, type StoredReply } from './cache.ts';
import { limitConcurrency } from './limit.ts';
import type { ModelClientOptions } from './options.ts';

/** Longest wait between two attempts, whatever a server asks for. */
const LONGEST_WAIT_MILLISECONDS = 60_000;

/**
 * A client of an OpenAI-compatible chat server. Equal requests share one reply: those under way at once, and, when
 * the temperature is 0 or a seed is given, later ones through the cache.
 *
 * @throws TouchstoneError when the key's environment variable is not set.
 * @example
 * const client = createModelClient(optionsSchema.parse({ baseUrl: 'http://localhost:8000/v1', model: 'judge', apiKeyVariable: null }));
 * const { text } = await client.complete({ messages: [{ role: 'user', content: 'Is 1/2 equal to 0.5?' }] });
 */
export function createModelClient(
  options: ModelClientOptions,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ModelClient {
  const apiKey = keyOf(options, environment);
  const url = `${options.baseUrl.replace(/\/+$/, '')}/chat/completions`;
  const limited = limitConcurrency(options.concurrency);
  const cache = cacheOf(options.cache);
  const underWay = new Map<string, Promise<StoredReply>>();

  async function complete(request: ModelRequest): Promise<ModelReply> {
    const model = request.model ?? options.model;
    const repeatable = (request.temperature ?? 0) === 0 || request.seed !== undefined;
    const send = (): Promise<StoredReply> =>
      limited(() =>
        persist({ url, apiKey, model, request, timeoutMilliseconds: options.timeoutMilliseconds }, options),
      );
    if (!cache || !repeatable) return { ...(await send()), cached: false };
    const key = requestKey(url, model, request);
    const known = await cache.get(key);
    if (known) return { ...known, cached: true };
    const shared = underWay.get(key);
    if (shared) return { ...(await shared), cached: true };
    const sent = send().then(async (reply) => {
      await cache.set(key, reply);
      return reply;
    });
    underWay.set(key, sent);
    try {
      return { ...(await sent), cached: false };
    } finally {
      underWay.delete(key);
    }
  }

  return { complete };
}

function keyOf(
  { apiKeyVariable }: ModelClientOptions,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (apiKeyVariable === null) return undefined;
  const key = environment[apiKeyVariable]?.trim();
  if (key) return key;
  throw new TouchstoneError({
    code: 'NO_API_KEY',
    message: `the environment variable ${apiKeyVariable}, which holds the key of the model client, is not set`,
    place: 'apiKeyVariable',
    value: apiKeyVariable,
    fix: 'set the variable, name another one, or give null for a server that wants no key',
  });
}

function cacheOf(option: ModelClientOptions['cache']): ReplyCache | undefined {
  if (option === 'off') return undefined;
  return option === 'memory' ? memoryCache() : folderCache(option.folder);
}

// Tries until a reply comes, the attempts are used up, or a failure that will not pass.
async function persist(
  one: Attempt,
  { retries, backOffMilliseconds }: ModelClientOptions,
): Promise<StoredReply> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(one);
    } catch (error) {
      if (!(error instanceof AttemptError)) throw error;
      if (!error.passing || tried > retries) throw failureOf(error, tried, one);
      const wait = error.afterMilliseconds ?? backOffMilliseconds * 2 ** (tried - 1);
      await sleep(Math.min(wait, LONGEST_WAIT_MILLISECONDS));
    }
  }
}
