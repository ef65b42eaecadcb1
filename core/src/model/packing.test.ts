import { array, assert, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tokenFeeds } from './batch-feeds.ts';
import { packSequences } from './packing.ts';

const options = { tokensPerMicroBatch: 256, maxTokens: 200, vocabularySize: 300 };
const sequenceOf = (
  prompt: number,
  completion: number,
): { promptTokens: number[]; completionTokens: number[] } => ({
  promptTokens: Array.from({ length: prompt }, (_, i) => i + 1),
  completionTokens: Array.from({ length: completion }, (_, i) => prompt + i + 1),
});
const lengths = tuple(integer({ min: 1, max: 60 }), integer({ min: 1, max: 120 }));

describe('packSequences', () => {
  it('lays every sequence once, whole, with its own segment, positions and next tokens', () => {
    assert(
      property(array(lengths, { minLength: 1, maxLength: 30 }), (sizes) => {
        const batch = sizes.map(([prompt, completion]) => sequenceOf(prompt, completion));
        const seen: number[] = [];
        for (const microBatch of packSequences(batch, options)) {
          const { rows, time } = microBatch.shape;
          const feeds = tokenFeeds(microBatch);
          expect(rows === 1 || rows * time <= options.tokensPerMicroBatch).toBe(true);
          for (const { index, start, sequence } of microBatch.placements) {
            seen.push(index);
            const end = start + sequence.promptTokens.length + sequence.completionTokens.length - 1;
            expect(Math.floor(start / time)).toBe(Math.floor((end - 1) / time));
            expect(new Set(feeds.segments.subarray(start, end)).size).toBe(1);
            expect([...feeds.positions.subarray(start, end)]).toEqual([...Array(end - start).keys()]);
            expect(feeds.targets.subarray(start, end - 1)).toEqual(feeds.tokens.subarray(start + 1, end));
          }
          const used = microBatch.placements.reduce(
            (sum, { sequence }) => sum + sequence.promptTokens.length + sequence.completionTokens.length - 1,
            0,
          );
          expect(feeds.segments.filter((segment) => segment > 0)).toHaveLength(used);
        }
        expect(seen.sort((a, b) => a - b)).toEqual([...batch.keys()]);
      }),
      { numRuns: 50 },
    );
  });

  it('names a sequence that is too long or empty', () => {
    expect(() => packSequences([sequenceOf(1, 1), sequenceOf(100, 101)], options)).toThrow(
      'sequence 1 of the batch has 201 tokens, the model takes 200',
    );
    expect(() => packSequences([sequenceOf(3, 0)], options)).toThrow(
      'sequence 0 of the batch needs at least one',
    );
  });
});
