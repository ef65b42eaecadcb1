import { cellName, type Shape } from './shape.ts';

/** Signs that people set between and around the cells of a grid. */
const LAYOUT = /[\s|+,;:"'[\]()-]/g;

/** Signs for an empty cell. */
const EMPTY = new Set(['.', '0', '_', '?']);

/** Reads the digits of a whole grid in any layout, or says which cell or row is not as it should be. */
export function readGrid(answer: string, shape: Shape): readonly number[] | string {
  const { size } = shape;
  const signs = Array.from(answer.replace(LAYOUT, ''));
  if (signs.length !== size * size) return wrongCount(answer, shape, signs.length);
  for (const [cell, sign] of signs.entries()) {
    if (EMPTY.has(sign)) return `${cellName(shape, cell)} is empty`;
    if (!/^[1-9]$/.test(sign) || Number(sign) > size) {
      return `${cellName(shape, cell)} holds ${JSON.stringify(sign)}, not a digit from 1 to ${size}`;
    }
  }
  return signs.map(Number);
}

function wrongCount(answer: string, { size }: Shape, found: number): string {
  const rows = answer.split('\n').map((line) => Array.from(line.replace(LAYOUT, '')).length);
  const filled = rows.filter((cells) => cells > 0);
  const wrong = filled.findIndex((cells) => cells !== size);
  if (filled.length === size && wrong !== -1) {
    return `row ${wrong + 1} has ${filled[wrong]!} cells, not ${size}`;
  }
  return `the grid has ${found} cells, not ${size * size}`;
}
