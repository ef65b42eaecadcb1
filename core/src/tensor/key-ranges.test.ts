import { assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { alignedRanges, blockSizes } from './key-ranges.ts';

describe('ranges of blocks', () => {
  it('fill what they are to, in order, in powers of two that start at their multiples', () => {
    const limits = [nat(200), nat(200), constantFrom(1, 2, 4, 8, 64)] as const;
    assert(
      property(...limits, (from, length, most) => {
        let next = from;
        for (const range of alignedRanges(from, from + length, most)) {
          expect(range.from).toBe(next);
          expect(Number.isInteger(Math.log2(range.count))).toBe(true);
          expect(range.from % range.count).toBe(0);
          expect(range.count).toBeLessThanOrEqual(most);
          next += range.count;
        }
        expect(next).toBe(from + length);
      }),
    );
  });

  it('are few for any length: no more than 32 blocks, and keys in an eighth of the row', () => {
    expect(blockSizes(4096)).toEqual({ block: 256, mostBlocks: 2 });
    expect(blockSizes(8192)).toEqual({ block: 256, mostBlocks: 4 });
    expect(blockSizes(32_768)).toEqual({ block: 1024, mostBlocks: 4 });
    expect(blockSizes(300)).toEqual({ block: 256, mostBlocks: 1 });
  });
});
