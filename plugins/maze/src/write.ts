import {
  choiceLetter,
  randomStream,
  writeChoices,
  type RandomStream,
  type WrittenProblem,
} from '@touchstone-rl/core';
import { canonicalForm } from './canonical.ts';
import type { Grid, MazeStratum } from './draw.ts';
import type { Question } from './options.ts';
import { ALL_POSITIONS, answerOf, sentenceOf, walk, type Leg, type Walk } from './walk.ts';

const CHOICES = 4;

const TEXTS: Record<Question, string> = {
  'right-turns': 'How many right turns (90 degrees clockwise) does the path make on the way from S to E?',
  turns: 'How many turns does the path make on the way from S to E?',
  position: 'Where is E, seen from S?',
};

/** The problem as a seed shows it: the maze, one question, four choices of which one is right. */
export function writeMaze(grid: Grid, { size, question }: MazeStratum): WrittenProblem {
  const walked = walk(grid) as Walk;
  const answer = answerOf(walked, question);
  const random = randomStream(0, 'maze/choices', canonicalForm(grid), question);
  const choices = question === 'position' ? positions(random, answer) : counts(random, Number(answer));
  const gold = choiceLetter(choices.indexOf(answer));
  return {
    prompt: promptOf(grid, question, choices),
    gold,
    demonstration: `<think>\n${thoughtOf(walked, question)}\n</think>\nFinal Answer: ${gold}`,
    meta: { difficulty: size, maze: grid.join('\n'), question, choices },
  };
}

/** The legs of the path with their turns, as a person would follow them, and the answer that they give. */
function thoughtOf(walked: Walk, question: Question): string {
  const legs = walked.legs.map(({ way, steps, turn }) => `${way} ${steps}${turn ? ` (${turn} turn)` : ''}`);
  const outcome = sentenceOf(answerOf(walked, question), question);
  const sum = question === 'position' ? `In all that is ${netOf(walked)}.\n` : '';
  return `From S the path goes ${legs.join(', ')}.\n${sum}So ${outcome}.`;
}

/** What a walk comes to: `2 up and 0 right`. */
function netOf({ legs }: Walk): string {
  const along = (way: Leg['way']): number =>
    legs.reduce((sum, leg) => sum + (leg.way === way ? leg.steps : 0), 0);
  const [down, right] = [along('down') - along('up'), along('right') - along('left')];
  return `${Math.abs(down)} ${down < 0 ? 'up' : 'down'} and ${Math.abs(right)} ${right < 0 ? 'left' : 'right'}`;
}

/** Four whole numbers in a row in which the answer stands at any place. */
function counts(random: RandomStream, answer: number): string[] {
  const least = answer - random.integer(0, Math.min(CHOICES - 1, answer));
  return random.shuffle(Array.from({ length: CHOICES }, (_, i) => String(least + i)));
}

function positions(random: RandomStream, answer: string): string[] {
  const others = random.shuffle(ALL_POSITIONS.filter((position) => position !== answer));
  return random.shuffle([answer, ...others.slice(0, CHOICES - 1)]);
}

function promptOf(grid: Grid, question: Question, choices: readonly string[]): string {
  return [
    'In this maze # is a wall and a space is open. S is the start, E the exit, and X marks the path between them.',
    '',
    ...grid,
    '',
    TEXTS[question],
    '',
    'Available options:',
    writeChoices(choices),
    '',
    'Think first. Then end with the line',
    'Final Answer: <single letter of your choice>',
  ].join('\n');
}
