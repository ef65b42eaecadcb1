import type { SampleRequest } from '../domain/engine.ts';

/**
 * Divides requests among a number of samplers: requests of one prompt stay together, so that it is read once,
 * and each prompt goes to the sampler with the fewest requests so far.
 */
export function shardRequests(requests: readonly SampleRequest[], count: number): SampleRequest[][] {
  const shards: SampleRequest[][] = Array.from({ length: count }, () => []);
  const shardOf = new Map<string, SampleRequest[]>();
  for (const request of requests) {
    const key = request.promptTokens.join();
    const shard = shardOf.get(key) ?? shards.reduce((a, b) => (b.length < a.length ? b : a));
    shardOf.set(key, shard);
    shard.push(request);
  }
  return shards;
}
