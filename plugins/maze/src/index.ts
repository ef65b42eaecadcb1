import { defineDomain } from '@touchstone-rl/core';
import { canonicalForm } from './canonical.ts';
import { drawMaze, strataOf } from './draw.ts';
import { judgeChoice } from './judge.ts';
import { optionsSchema } from './options.ts';
import { writeMaze } from './write.ts';

export { drawMaze, type Grid, type MazeStratum } from './draw.ts';
export { judgeChoice } from './judge.ts';
export type { MazeOptions, Question } from './options.ts';
export { walk, type Walk } from './walk.ts';

/**
 * Text mazes with a marked path: how many turns it makes, how many of them to the right, where the exit lies.
 * The benchmark has the size and the question kinds of Maze in the Phi-4-reasoning report (arXiv 2504.21318).
 *
 * @example
 * defineConfig({ plugins: [['maze', { sizes: [5], questions: ['turns'] }]], data: { source: 'maze' } });
 */
export default defineDomain({
  name: 'maze',
  options: optionsSchema,
  strata: strataOf,
  draw: drawMaze,
  canonical: canonicalForm,
  write: writeMaze,
  forms: ['line', 'tag', 'box'],
  judge: judgeChoice,
  benchmark: {
    description: 'Maze: 1,500 mazes of 10 by 10 cells, three kinds of questions',
    size: 1500,
    samples: 5,
    options: optionsSchema.parse({ sizes: [10] }),
  },
});
