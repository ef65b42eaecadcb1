import { array, assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';

import { shardRequests } from './shard-requests.ts';

it('deals out every request once, keeps a prompt together, and keeps shards even', () => {
  assert(
    property(
      array(integer({ min: 1, max: 6 }), { maxLength: 40 }),
      integer({ min: 1, max: 4 }),
      (prompts, count) => {
        const requests = prompts.map((token, i) => ({ id: String(i), promptTokens: [token], randomSeed: i }));
        const shards = shardRequests(requests, count);
        expect(shards).toHaveLength(count);
        expect(new Set(shards.flat())).toEqual(new Set(requests));
        expect(shards.flat()).toHaveLength(requests.length);
        const homes = shards.map((shard) => new Set(shard.map(({ promptTokens }) => promptTokens[0]!)));
        const all = homes.flatMap((home) => [...home]);
        expect(new Set(all).size).toBe(all.length);
        const distinct = new Set(prompts).size;
        expect(homes.filter((home) => home.size > 0)).toHaveLength(Math.min(count, distinct));
      },
    ),
  );
});
