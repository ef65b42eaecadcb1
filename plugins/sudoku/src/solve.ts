import type { RandomStream } from '@touchstone-rl/core';
import { Board, digitsOf, type Cells } from './board.ts';
import { SHAPES, type Shape } from './shape.ts';
import type { Size } from './options.ts';

/**
 * Fills a board by trying the cell with the fewest candidates first, and leaves it filled; `false`, and the board
 * as it was, when it cannot be filled. The digits of a cell are tried in the order that `order` gives them.
 */
export function fill(board: Board, order: (digits: number[]) => number[] = (digits) => digits): boolean {
  const cell = board.tightest();
  if (cell === -1) return true;
  for (const digit of order(digitsOf(board.candidates(cell)))) {
    board.put(cell, digit);
    if (fill(board, order)) return true;
    board.clear(cell);
  }
  return false;
}

/**
 * How many solutions a puzzle has, counted up to a limit.
 *
 * @example
 * countSolutions(SHAPES[4], Uint8Array.from('1234341221434300', Number)); // 1
 * countSolutions(SHAPES[4], new Uint8Array(16), 1000); // 288, the number of filled 4 x 4 grids
 */
export function countSolutions(shape: Shape, puzzle: Cells, limit = 2): number {
  const board = new Board(shape, puzzle);
  const count = (left: number): number => {
    const cell = board.tightest();
    if (cell === -1) return 1;
    let found = 0;
    for (const digit of digitsOf(board.candidates(cell))) {
      board.put(cell, digit);
      found += count(left - found);
      board.clear(cell);
      if (found >= left) break;
    }
    return found;
  };
  return count(limit);
}

/**
 * A random filled grid.
 *
 * @example
 * drawSolution(randomStream(0, 'sudokus'), 4).join(''); // '1342423124133124'
 */
export function drawSolution(random: RandomStream, size: Size): Cells {
  const board = new Board(SHAPES[size], new Uint8Array(size * size));
  fill(board, (digits) => random.shuffle(digits));
  return board.cells;
}
