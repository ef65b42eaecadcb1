import type { WrittenProblem } from '@touchstone-rl/core';
import type { Cells } from './board.ts';
import { puzzleOf, type Problem, type SudokuStratum } from './draw.ts';
import { cellName, SHAPES, unitName, type Shape } from './shape.ts';
import { solveBySingles } from './singles.ts';

/** The problem as a seed shows it; `undefined` where its solution yields no puzzle of the level. */
export function writeProblem(problem: Problem, stratum: SudokuStratum): WrittenProblem | undefined {
  const shape = SHAPES[stratum.size];
  const puzzle = puzzleOf(problem, stratum);
  if (!puzzle) return undefined;
  const demonstration = demonstrationOf(shape, puzzle, problem.solution);
  return {
    prompt: promptOf(shape, puzzle),
    gold: rowsOf(shape, problem.solution).join('\n'),
    ...(demonstration !== undefined && { demonstration }),
    meta: {
      difficulty: stratum.level,
      size: stratum.size,
      puzzle: textOf(puzzle),
      emptyCells: puzzle.filter((digit) => digit === 0).length,
    },
  };
}

/** The cells in a row of characters; a full stop is an empty cell. */
export function textOf(cells: Cells): string {
  return cells.join('').replaceAll('0', '.');
}

function rowsOf({ size }: Shape, cells: Cells): string[] {
  const text = textOf(cells);
  return Array.from({ length: size }, (_, row) => text.slice(row * size, (row + 1) * size));
}

function promptOf(shape: Shape, puzzle: Cells): string {
  const { size, boxRows, boxColumns } = shape;
  return [
    `Fill the empty cells (.) with digits from 1 to ${size}, so that each row, each column and each box of`,
    `${boxRows} rows and ${boxColumns} columns holds every digit once.`,
    '',
    ...rowsOf(shape, puzzle),
    '',
    'Think first. Then give the whole grid, one row a line, between <final_answer> and </final_answer>.',
  ].join('\n');
}

/** A worked response, for puzzles that single candidates solve: why each cell is filled as it is, in turn. */
function demonstrationOf(shape: Shape, puzzle: Cells, solution: Cells): string | undefined {
  const steps = solveBySingles(shape, puzzle);
  if (!steps) return undefined;
  const lines = steps.map(({ cell, digit, unit }) => {
    const why =
      unit === -1 ? `only ${digit} fits` : `the only place for ${digit} in ${unitName(shape, unit)}`;
    return `${cellName(shape, cell)}: ${digit}, ${why}`;
  });
  const answer = rowsOf(shape, solution).join('\n');
  return `<think>\n${lines.join('\n')}\n</think>\n<final_answer>\n${answer}\n</final_answer>`;
}
