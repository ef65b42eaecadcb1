import { defineDomain } from '@touchstone-rl/core';
import { drawProblem, strataOf } from './draw.ts';
import { judgeGrid } from './judge.ts';
import { optionsSchema } from './options.ts';
import { writeProblem } from './write.ts';

export type { Cells } from './board.ts';
export { dig, LEVELS, type Level } from './dig.ts';
export { judgeGrid } from './judge.ts';
export type { LevelName, Size, SudokuOptions } from './options.ts';
export { SHAPES, type Shape } from './shape.ts';
export { solveBySingles, type Step } from './singles.ts';
export { countSolutions, drawSolution } from './solve.ts';

/**
 * Sudoku of 4, 6 or 9 digits with one solution each, in three levels.
 *
 * @example
 * defineConfig({ plugins: [['sudoku', { size: 4 }]], data: { source: 'sudoku' } });
 */
export default defineDomain({
  name: 'sudoku',
  options: optionsSchema,
  strata: strataOf,
  draw: drawProblem,
  canonical: ({ form }) => form,
  write: writeProblem,
  forms: ['tag', 'box'],
  judge: judgeGrid,
  benchmark: {
    description: 'Sudoku of 9 digits in three levels',
    size: 300,
    samples: 1,
    options: optionsSchema.parse({}),
  },
});
