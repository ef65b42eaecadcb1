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
import { QUESTIONS } from './options.ts';
import { answerOf, sentenceOf, walk } from './walk.ts';

/** What a seed's `meta` must hold for an answer to be judged. */
const metaSchema = z.object({
  maze: z.string().max(20_000),
  question: z.enum(QUESTIONS),
  choices: z.array(z.string().max(200)).min(2).max(26),
});

/**
 * Judges the letter of a choice by following the path of the maze in the seed's `meta`.
 *
 * @example
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: 'How many turns does the path make?' }],
 *   domain: 'maze', verifier: 'maze',
 *   meta: { maze: '#####\n#SXX#\n###X#\n###E#\n#####', question: 'turns', choices: ['1', '2'] },
 * };
 * judgeChoice('A', seed).reason; // 'A: the path makes 1 turn'
 */
export function judgeChoice(answer: string, seed: Seed): Verdict {
  const meta = metaSchema.safeParse(seed.meta);
  if (!meta.success) {
    return unverifiable(`the row's meta is not that of a maze: ${z.prettifyError(meta.error)}`);
  }
  const { maze, question, choices } = meta.data;
  const walked = walk(maze.split('\n'));
  if (typeof walked === 'string') return unverifiable(`the row's maze cannot be followed: ${walked}`);
  const truth = answerOf(walked, question);
  const right = choices.indexOf(truth);
  const fault = faultOfRow(seed.gold, right, truth);
  if (fault !== undefined) return unverifiable(fault);
  const read = readChoice(answer, choices);
  if ('problem' in read) return incorrect(read.problem, { extracted: answer.slice(0, 200) });
  const extracted = choiceLetter(read.index);
  const said = sentenceOf(truth, question);
  return read.index === right
    ? correct(`${extracted}: ${said}`, { extracted })
    : incorrect(`${extracted} says ${choices[read.index]}, but ${said} (${choiceLetter(right)})`, {
        extracted,
      });
}

function faultOfRow(gold: string | undefined, right: number, truth: string): string | undefined {
  if (right === -1) return `none of the row's choices is the answer, ${truth}`;
  return gold === undefined || gold === choiceLetter(right)
    ? undefined
    : `the row's gold is ${JSON.stringify(gold)}, but its maze says ${choiceLetter(right)}`;
}
