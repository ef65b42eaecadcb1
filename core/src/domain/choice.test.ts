import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceLetter, readChoice, writeChoices } from './index.ts';

const CHOICES = ['1', '10', 'to the north', 'a'];

describe('an answer to a question with choices', () => {
  it.each([
    ['B', 1],
    ['b', 1],
    ['(B)', 1],
    ['B.', 1],
    ['\\text{C}', 2],
    ['**D**', 3],
    ['B. 10', 1],
    ['(C) To the  north.', 2],
    ['A', 0],
    ['D: a', 3],
  ])('%j is choice %i', (answer, index) => {
    expect(readChoice(answer, CHOICES)).toEqual({ index });
  });

  it.each([
    ['10', 'is the text of choice B, not its letter'],
    ['to the north', 'is the text of choice C'],
    ['E', 'there is no choice E: they are A to D'],
    ['A or B', 'more than the letter of one choice'],
    ['A, B', 'is not a letter'],
    ['A. 10', 'names choice A with the text of choice B'],
    ['A1', 'is not a letter'],
    ['', 'is not a letter'],
    ['all of them', 'is not a letter'],
    ['Ａ', 'is not a letter'],
  ])('%j is none: it %s', (answer, problem) => {
    expect(readChoice(answer, CHOICES)).toEqual({ problem: expect.stringContaining(problem) as string });
  });

  it('is read back from every way of writing it, and long texts are read in linear time', () => {
    const choices = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,8}( [a-z]{2,8})?$/), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(choices, fc.nat(), (given, n) => {
        const index = n % given.length;
        const line = writeChoices(given).split('\n')[index]!;
        for (const answer of [choiceLetter(index), line])
          expect(readChoice(answer, given)).toEqual({ index });
      }),
    );
    for (const unit of ['A ', '.', '( ', '{', '\\text']) {
      expect(readChoice(unit.repeat(100_000), CHOICES)).toHaveProperty('problem');
    }
  });
});
