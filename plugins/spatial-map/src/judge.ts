import {
  choiceLetter,
  correct,
  incorrect,
  readChoice,
  unverifiable,
  type Seed,
  type Verdict,
} from '@touchstone-rl/core';
import { z } from 'zod';
import { truthOf, type ToldMap } from './answer.ts';
import { DIRECTIONS } from './relations.ts';

const MAX_OBJECTS = 60;

const index = z
  .int()
  .min(0)
  .max(MAX_OBJECTS - 1);
const direction = z.enum(DIRECTIONS);
const asking = z.discriminatedUnion('question', [
  z.object({ question: z.literal('direction'), object: index, reference: index }),
  z.object({ question: z.enum(['object', 'count']), direction, reference: index }),
]);

/** What a seed's `meta` must hold for an answer to be judged. */
const metaSchema = z
  .object({
    objects: z.array(z.string().min(1).max(200)).min(2).max(MAX_OBJECTS),
    relations: z.array(z.tuple([index, direction, index])).max(2000),
    asking,
    choices: z.array(z.string().max(200)).min(2).max(26),
  })
  .refine(
    ({ objects, relations, asking }) => {
      const named = [asking.reference, ...('object' in asking ? [asking.object] : [])];
      return [...named, ...relations.flatMap(([a, , b]) => [a, b])].every((each) => each < objects.length);
    },
    { message: 'names an object that does not exist' },
  );

/**
 * Judges the letter of a choice by what the relations in the seed's `meta` entail.
 *
 * @example
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: 'Where does C lie from A?' }],
 *   domain: 'spatial-map', verifier: 'spatial-map',
 *   meta: {
 *     objects: ['A', 'B', 'C'], relations: [[1, 'northeast', 0], [2, 'northeast', 1]],
 *     asking: { question: 'direction', object: 2, reference: 0 }, choices: ['southwest', 'northeast'],
 *   },
 * };
 * judgeChoice('B', seed).verdict; // 'correct'
 */
export function judgeChoice(answer: string, seed: Seed): Verdict {
  const meta = metaSchema.safeParse(seed.meta);
  if (!meta.success) {
    return unverifiable(`the row's meta is not that of a map: ${z.prettifyError(meta.error)}`);
  }
  const map: ToldMap = meta.data;
  const truth = truthOf(map);
  if ('problem' in truth) return unverifiable(`the row's question has no one answer: ${truth.problem}`);
  const right = map.choices.indexOf(truth.choice);
  if (seed.gold !== undefined && seed.gold !== choiceLetter(right)) {
    return unverifiable(
      `the row's gold is ${JSON.stringify(seed.gold)}, but its relations say ${choiceLetter(right)}`,
    );
  }
  const read = readChoice(answer, map.choices);
  if ('problem' in read) return incorrect(read.problem, { extracted: answer.slice(0, 200) });
  const extracted = choiceLetter(read.index);
  return read.index === right
    ? correct(`${extracted}: ${truth.sentence}`, { extracted })
    : incorrect(
        `${extracted} says ${map.choices[read.index]}, but ${truth.sentence} (${choiceLetter(right)})`,
        { extracted },
      );
}
