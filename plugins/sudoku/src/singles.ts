import { Board, digitsOf, type Cells } from './board.ts';
import type { Shape } from './shape.ts';

/**
 * A cell that could be filled without guessing.
 *
 * @example
 * const step: Step = { cell: 14, digit: 2, unit: -1 }; // only 2 fits row 4, column 3 of a 4 x 4 grid
 */
export interface Step {
  readonly cell: number;
  readonly digit: number;
  /** The unit in which the cell was the only place for the digit; -1: no other digit fitted the cell. */
  readonly unit: number;
}

/**
 * Solves a puzzle with single candidates only: a cell that only one digit fits, or the only place for a digit in
 * a unit. `undefined` where these do not suffice. A puzzle that they solve has no other solution.
 *
 * @example
 * const puzzle = Uint8Array.from('1234341221434300', Number);
 * solveBySingles(SHAPES[4], puzzle); // [{ cell: 14, digit: 2, unit: -1 }, { cell: 15, digit: 1, unit: -1 }]
 */
export function solveBySingles(shape: Shape, puzzle: Cells): Step[] | undefined {
  const board = new Board(shape, puzzle);
  const steps: Step[] = [];
  const empty = Array.from(board.cells.keys()).filter((cell) => board.cells[cell] === 0);
  while (steps.length < empty.length) {
    const before = steps.length;
    for (const cell of empty) {
      if (board.cells[cell] !== 0) continue;
      const step = stepAt(board, cell);
      if (!step) continue;
      board.put(cell, step.digit);
      steps.push(step);
    }
    if (steps.length === before) return undefined;
  }
  return steps;
}

/** The step that fills an empty cell now, if there is one. */
export function stepAt(board: Board, cell: number): Step | undefined {
  const digits = digitsOf(board.candidates(cell));
  if (digits.length === 1) return { cell, digit: digits[0]!, unit: -1 };
  for (const digit of digits) {
    const unit = board.hiddenUnit(cell, digit);
    if (unit !== -1) return { cell, digit, unit };
  }
  return undefined;
}
