import type { Size } from './options.ts';

/**
 * The rows, columns and boxes of a size of grid. Cells are numbered row by row.
 *
 * @example
 * const boxOf = ({ unitsOf, size }: Shape, cell: number): number => unitsOf[cell]![2] - 2 * size;
 * boxOf(SHAPES[9], 80); // 8: the last box
 */
export interface Shape {
  readonly size: Size;
  readonly boxRows: number;
  readonly boxColumns: number;
  /** All rows, then all columns, then all boxes: the cells of each. */
  readonly units: readonly (readonly number[])[];
  /** The row, column and box of each cell, as places in `units`. */
  readonly unitsOf: readonly (readonly [row: number, column: number, box: number])[];
}

function shapeOf(size: Size, boxRows: number): Shape {
  const boxColumns = size / boxRows;
  const units = Array.from({ length: 3 * size }, (): number[] => []);
  const unitsOf = Array.from({ length: size * size }, (_, cell) => {
    const [row, column] = [Math.floor(cell / size), cell % size];
    const box = Math.floor(row / boxRows) * (size / boxColumns) + Math.floor(column / boxColumns);
    const own = [row, size + column, 2 * size + box] as const;
    for (const unit of own) units[unit]!.push(cell);
    return own;
  });
  return { size, boxRows, boxColumns, units, unitsOf };
}

/**
 * The shape of each size.
 *
 * @example
 * SHAPES[4].units[8]; // [0, 1, 4, 5]: the cells of the first box
 */
export const SHAPES: Readonly<Record<Size, Shape>> = {
  4: shapeOf(4, 2),
  6: shapeOf(6, 2),
  9: shapeOf(9, 3),
};

/** `row 2`, `column 5`, `the box of rows 1-3 and columns 4-6` */
export function unitName({ size, boxRows, boxColumns }: Shape, unit: number): string {
  if (unit < size) return `row ${unit + 1}`;
  if (unit < 2 * size) return `column ${unit - size + 1}`;
  const across = size / boxColumns;
  const row = Math.floor((unit - 2 * size) / across) * boxRows + 1;
  const column = ((unit - 2 * size) % across) * boxColumns + 1;
  return `the box of rows ${row}-${row + boxRows - 1} and columns ${column}-${column + boxColumns - 1}`;
}

/** `row 2, column 5` */
export function cellName({ size }: Shape, cell: number): string {
  return `row ${Math.floor(cell / size) + 1}, column ${(cell % size) + 1}`;
}
