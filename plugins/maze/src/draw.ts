import type { RandomStream } from '@touchstone-rl/core';
import type { MazeOptions, Question } from './options.ts';

/**
 * A size and a kind of question.
 *
 * @example
 * const stratum: MazeStratum = { name: '10x10 position', size: 10, question: 'position' };
 */
export interface MazeStratum {
  readonly name: string;
  readonly size: number;
  readonly question: Question;
}

/** The strata of the options: each size with each question. */
export function strataOf({ sizes, questions }: MazeOptions): MazeStratum[] {
  return sizes.flatMap((size) =>
    questions.map((question) => ({ name: `${size}x${size} ${question}`, size, question })),
  );
}

/**
 * Rows of signs: `#` a wall, a space open, `S` start, `E` exit, `X` the path between them.
 *
 * @example
 * const grid: Grid = [
 *   '#####',
 *   '#SXX#',
 *   '###X#',
 *   '###E#',
 *   '#####',
 * ];
 * walk(grid); // { turns: 1, rightTurns: 1, position: 'below and to the right', ... }
 */
export type Grid = readonly string[];

/** The four ways, as steps of [rows, columns]. */
const WAYS = [
  [0, 1],
  [1, 0],
  [0, -1],
  [-1, 0],
] as const;

/**
 * Draws a perfect maze (one way between any two cells) by depth-first search, with a start and an exit and
 * the path between them marked. Where the exit lies seen from the start, left to right and top to bottom, is
 * drawn first, so that each of the eight positions is equally frequent.
 *
 * @example
 * const grid = drawMaze(randomStream(0, 'mazes'), { name: '4x4 turns', size: 4, question: 'turns' });
 * grid.length; // 9: the cells, and the walls around and between them
 * grid.at(-2); // '# #SXE  #'
 */
export function drawMaze(random: RandomStream, { size }: MazeStratum): Grid {
  const side = 2 * size + 1;
  const cells = new Uint8Array(side * side);
  const [start, exit] = drawEnds(random, size);
  const path = carve(random, cells, side, start, exit);
  const grid: string[][] = Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_, column) => (cells[row * side + column] ? ' ' : '#')),
  );
  for (const place of path) grid[Math.floor(place / side)]![place % side] = 'X';
  const mark = ([row, column]: Cell, sign: string): void => void (grid[2 * row + 1]![2 * column + 1] = sign);
  mark(start, 'S');
  mark(exit, 'E');
  return grid.map((row) => row.join(''));
}

type Cell = readonly [row: number, column: number];

function drawEnds(random: RandomStream, size: number): [start: Cell, exit: Cell] {
  const sector = random.integer(0, 7);
  const [down, right] = SECTORS[sector]!;
  const cell = (): Cell => [random.integer(0, size - 1), random.integer(0, size - 1)];
  for (;;) {
    const [start, exit] = [cell(), cell()];
    if (Math.sign(exit[0] - start[0]) === down && Math.sign(exit[1] - start[1]) === right) {
      return [start, exit];
    }
  }
}

const SECTORS = [-1, 0, 1].flatMap((down) =>
  [-1, 0, 1].flatMap((right) => (down === 0 && right === 0 ? [] : [[down, right] as const])),
);

/** Opens the cells and passages of a maze and returns the places of the path, ends included. */
function carve(random: RandomStream, cells: Uint8Array, side: number, start: Cell, exit: Cell): number[] {
  const placeOf = ([row, column]: Cell): number => (2 * row + 1) * side + 2 * column + 1;
  const goal = placeOf(exit);
  const stack = [placeOf(start)];
  let path: number[] = [];
  cells[stack[0]!] = 1;
  while (stack.length > 0) {
    const place = stack.at(-1)!;
    if (place === goal) path = [...stack];
    const ways = WAYS.filter(([down, right]) => isClosed(cells, side, place, down, right));
    if (ways.length === 0) {
      stack.pop();
      continue;
    }
    const [down, right] = random.pick(ways);
    const step = down * side + right;
    cells[place + step] = 1;
    cells[place + 2 * step] = 1;
    stack.push(place + 2 * step);
  }
  return path.flatMap((place, i) => (i === 0 ? [place] : [(place + path[i - 1]!) / 2, place]));
}

function isClosed(cells: Uint8Array, side: number, place: number, down: number, right: number): boolean {
  const row = Math.floor(place / side) + 2 * down;
  const column = (place % side) + 2 * right;
  return row > 0 && row < side && column > 0 && column < side && cells[row * side + column] === 0;
}
