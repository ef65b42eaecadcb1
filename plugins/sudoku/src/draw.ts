import { randomStream, type RandomStream } from '@touchstone-rl/core';
import type { Cells } from './board.ts';
import { leastImage, solutionSignature } from './canonical.ts';
import { dig, LEVELS } from './dig.ts';
import type { LevelName, Size, SudokuOptions } from './options.ts';
import { drawSolution } from './solve.ts';

/** A size and a level. */
export interface SudokuStratum {
  readonly name: string;
  readonly size: Size;
  readonly level: LevelName;
}

/** A filled grid, its puzzle, and the form that decides the split. */
export interface Problem {
  readonly solution: Cells;
  /** Absent for 9 digits until the problem is written: the form needs only the solution. */
  readonly puzzle?: Cells;
  readonly form: string;
}

/** The strata of the options. */
export function strataOf({ size, levels }: SudokuOptions): SudokuStratum[] {
  return levels.map((level) => ({ name: `${size}x${size} ${level}`, size, level }));
}

/**
 * Draws a problem. For 9 digits it is only a filled grid, since most draws belong to another split and making
 * the puzzle is the costly part.
 */
export function drawProblem(random: RandomStream, { size, level }: SudokuStratum): Problem | undefined {
  const solution = drawSolution(random, size);
  if (size === 9) return { solution, form: solutionSignature(solution) };
  const puzzle = dig(random, solution, size, LEVELS[size][level]);
  return puzzle && { solution, puzzle, form: leastImage(puzzle, size) };
}

/** Orders of emptying that are tried for one filled grid. */
const ORDERS = 10;

/** The puzzle of a problem: a fixed draw of its solution and level. */
export function puzzleOf({ solution, puzzle }: Problem, { size, level }: SudokuStratum): Cells | undefined {
  if (puzzle) return puzzle;
  const random = randomStream(0, 'sudoku/puzzle', solution.join(''), level);
  for (let i = 0; i < ORDERS; i++) {
    const found = dig(random, solution, size, LEVELS[size][level]);
    if (found) return found;
  }
  return undefined;
}
