import { fingerprint } from '@touchstone-rl/core';
import type { Cells } from './board.ts';
import type { Size } from './options.ts';
import { SHAPES, type Shape } from './shape.ts';

/*
 * The symmetries of Sudoku: other names for the digits; other orders of the rows in a band, of the columns in a
 * stack, of the bands and of the stacks; rows for columns where the boxes are square.
 */

/**
 * The exact form of a puzzle of 4 or 6 digits under the symmetries: the least of all its images, each with its
 * digits named in the order in which they appear.
 */
export function leastImage(puzzle: Cells, size: Size): string {
  const { rows, columns } = ordersOf(SHAPES[size]);
  const best = new Uint8Array(size * size).fill(99);
  const names = new Uint8Array(size + 1);
  const grids = size === 4 ? [puzzle, transposed(puzzle, size)] : [puzzle];
  for (const grid of grids) {
    for (const row of rows) {
      for (const column of columns) takeIfLess(best, names, grid, row, column);
    }
  }
  return best.join('');
}

function takeIfLess(
  best: Uint8Array,
  names: Uint8Array,
  grid: Cells,
  rows: readonly number[],
  columns: readonly number[],
): void {
  const size = rows.length;
  names.fill(0);
  let named = 0;
  let isLess = false;
  for (let i = 0; i < best.length; i++) {
    const digit = grid[rows[Math.floor(i / size)]! * size + columns[i % size]!]!;
    if (digit !== 0 && names[digit] === 0) names[digit] = ++named;
    const name = digit === 0 ? 0 : names[digit]!;
    if (!isLess && name > best[i]!) return;
    if (name < best[i]!) isLess = true;
    best[i] = name;
  }
}

const known = new Map<Size, { rows: number[][]; columns: number[][] }>();

function ordersOf({ size, boxRows, boxColumns }: Shape): { rows: number[][]; columns: number[][] } {
  const found = known.get(size) ?? { rows: lineOrders(size, boxRows), columns: lineOrders(size, boxColumns) };
  known.set(size, found);
  return found;
}

/** All orders of lines in which groups of `width` stay together. */
function lineOrders(size: number, width: number): number[][] {
  const within = permutations(Array.from({ length: width }, (_, i) => i));
  return permutations(Array.from({ length: size / width }, (_, i) => i)).flatMap((groups) =>
    groups.reduce<number[][]>(
      (orders, group) =>
        orders.flatMap((order) => within.map((inner) => [...order, ...inner.map((i) => group * width + i)])),
      [[]],
    ),
  );
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((each) => each !== item)).map((rest) => [item, ...rest]),
  );
}

function transposed(grid: Cells, size: number): Cells {
  return grid.map((_, cell) => grid[(cell % size) * size + Math.floor(cell / size)]!);
}

/**
 * A signature of a filled 9 x 9 grid that no symmetry changes. Two rows define a permutation of the digits (the
 * digit above to the digit below), whose cycle lengths depend on neither names nor columns. Noted are the cycle
 * lengths of the pairs of rows in each band and across each two bands, and the same of the columns. Puzzles that
 * are images of each other have solutions that are, so they share the signature; it is coarser than exact.
 */
export function solutionSignature(solution: Cells): string {
  return fingerprint([linesSignature(solution), linesSignature(transposed(solution, 9))].sort().join('/'));
}

function linesSignature(grid: Cells): string {
  const parts: string[] = [];
  for (let bandA = 0; bandA < 3; bandA++) {
    for (let bandB = bandA; bandB < 3; bandB++) {
      const cycles: number[] = [];
      for (let a = 3 * bandA; a < 3 * bandA + 3; a++) {
        for (let b = bandA === bandB ? a + 1 : 3 * bandB; b < 3 * bandB + 3; b++)
          cycles.push(cycleType(grid, a, b));
      }
      parts.push(`${bandA === bandB ? 'in' : 'across'} ${cycles.sort((x, y) => x - y).join()}`);
    }
  }
  return parts.sort().join(';');
}

/** The cycle lengths of the permutation from one row to another, as counts of each length in base 10. */
function cycleType(grid: Cells, a: number, b: number): number {
  const next = new Uint8Array(10);
  for (let column = 0; column < 9; column++) next[grid[9 * a + column]!] = grid[9 * b + column]!;
  let type = 0;
  for (let digit = 1; digit <= 9; digit++) {
    let length = 0;
    for (let at = digit; next[at] !== 0; length++) {
      const step = next[at]!;
      next[at] = 0;
      at = step;
    }
    if (length > 0) type += 10 ** (length - 1);
  }
  return type;
}
