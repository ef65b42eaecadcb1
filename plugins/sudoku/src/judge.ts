import { correct, incorrect, unverifiable, type Seed, type Verdict } from '@touchstone-rl/core';
import { z } from 'zod';
import { optionsSchema } from './options.ts';
import { readGrid } from './read-answer.ts';
import { cellName, SHAPES, unitName, type Shape } from './shape.ts';

/** What a seed's `meta` must hold for a grid to be judged. */
const metaSchema = z
  .object({ size: optionsSchema.shape.size.removeDefault(), puzzle: z.string() })
  .refine(({ size, puzzle }) => puzzle.length === size * size, {
    path: ['puzzle'],
    message: 'does not have size * size cells',
  })
  .refine(
    ({ size, puzzle }) => [...puzzle].every((sign) => sign === '.' || (sign >= '1' && sign <= `${size}`)),
    {
      path: ['puzzle'],
      message: 'holds other signs than digits and full stops',
    },
  );

/**
 * Judges a filled grid by the givens of the puzzle in the seed's `meta` and the rule of Sudoku.
 *
 * @example
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: 'Fill the last two cells.' }],
 *   domain: 'sudoku', verifier: 'sudoku', meta: { size: 4, puzzle: '12343412214343..' },
 * };
 * judgeGrid('1234\n3412\n2143\n4321', seed).verdict; // 'correct'
 * judgeGrid('1234\n3412\n2143\n4312', seed).reason; // 'column 3 holds 1 twice, at row 2, column 3 and row 4, column 3'
 */
export function judgeGrid(answer: string, seed: Seed): Verdict {
  const meta = metaSchema.safeParse(seed.meta);
  if (!meta.success) {
    return unverifiable(`the row's meta is not that of a sudoku: ${z.prettifyError(meta.error)}`);
  }
  const { size, puzzle } = meta.data;
  const shape = SHAPES[size];
  const grid = readGrid(answer, shape);
  if (typeof grid === 'string') return incorrect(grid, { extracted: answer.slice(0, 200) });
  const extracted = grid.join('');
  const fault = faultOfGivens(shape, puzzle, grid) ?? faultOfUnits(shape, grid);
  return fault === undefined
    ? correct('every row, column and box holds every digit once', { extracted })
    : incorrect(fault, { extracted });
}

function faultOfGivens(shape: Shape, puzzle: string, grid: readonly number[]): string | undefined {
  const cell = grid.findIndex((digit, i) => puzzle[i] !== '.' && puzzle[i] !== String(digit));
  return cell === -1
    ? undefined
    : `${cellName(shape, cell)} is given as ${puzzle[cell]!}, but the answer has ${grid[cell]!}`;
}

function faultOfUnits(shape: Shape, grid: readonly number[]): string | undefined {
  for (const [unit, cells] of shape.units.entries()) {
    for (const [i, cell] of cells.entries()) {
      const first = cells.slice(0, i).find((other) => grid[other] === grid[cell]);
      if (first === undefined) continue;
      const places = `${cellName(shape, first)} and ${cellName(shape, cell)}`;
      return `${unitName(shape, unit)} holds ${grid[cell]!} twice, at ${places}`;
    }
  }
  return undefined;
}
