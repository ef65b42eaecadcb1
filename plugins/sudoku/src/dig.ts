import type { RandomStream } from '@touchstone-rl/core';
import { Board, type Cells } from './board.ts';
import type { LevelName, Size } from './options.ts';
import { SHAPES, type Shape } from './shape.ts';
import { solveBySingles, stepAt } from './singles.ts';
import { fill } from './solve.ts';

/**
 * What a level asks of a puzzle.
 *
 * @example
 * const nearlyFull: Level = { emptyCells: 2, singles: true };
 */
export interface Level {
  readonly emptyCells: number;
  /** Whether single candidates solve it; undefined: either way. */
  readonly singles?: boolean;
}

/**
 * The levels of each size.
 *
 * @example
 * LEVELS[9].hard; // { emptyCells: 52, singles: false }
 */
export const LEVELS: Readonly<Record<Size, Readonly<Record<LevelName, Level>>>> = {
  4: { easy: { emptyCells: 6 }, medium: { emptyCells: 8 }, hard: { emptyCells: 10 } },
  6: { easy: { emptyCells: 14 }, medium: { emptyCells: 18 }, hard: { emptyCells: 22 } },
  9: {
    easy: { emptyCells: 36, singles: true },
    medium: { emptyCells: 46, singles: true },
    hard: { emptyCells: 52, singles: false },
  },
};

/**
 * Empties cells of a filled grid in a random order, each only if the solution stays the only one, until the
 * level's number is empty. `undefined` where that number or the level's kind was not reached.
 *
 * @example
 * const random = randomStream(0, 'sudokus');
 * const puzzle = dig(random, drawSolution(random, 4), 4, LEVELS[4].easy);
 * if (puzzle) console.log(puzzle.join('')); // 1340023004033120
 */
export function dig(random: RandomStream, solution: Cells, size: Size, level: Level): Cells | undefined {
  const shape = SHAPES[size];
  const board = new Board(shape, solution);
  let left = level.emptyCells;
  for (const cell of random.shuffle(Array.from(solution.keys()))) {
    if (left === 0) break;
    const digit = board.cells[cell]!;
    board.clear(cell);
    if (staysUnique(shape, board, cell, digit, level)) left--;
    else board.put(cell, digit);
  }
  if (left > 0) return undefined;
  const isKind = level.singles !== false || solveBySingles(shape, board.cells) === undefined;
  return isKind ? board.cells : undefined;
}

// A cell that a single candidate fills gives back the puzzle as it was before, so nothing more need be checked.
function staysUnique(shape: Shape, board: Board, cell: number, digit: number, level: Level): boolean {
  if (stepAt(board, cell)) return true;
  if (level.singles) return solveBySingles(shape, board.cells) !== undefined;
  return !isFilledOtherwise(board, cell, digit);
}

/** Whether the puzzle has a solution with another digit in the cell. */
function isFilledOtherwise(board: Board, cell: number, digit: number): boolean {
  for (let other = 1; other <= board.shape.size; other++) {
    if (other === digit || !(board.candidates(cell) & (1 << (other - 1)))) continue;
    const trial = new Board(board.shape, board.cells);
    trial.put(cell, other);
    if (fill(trial)) return true;
  }
  return false;
}
