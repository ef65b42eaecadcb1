import type { Grid } from './draw.ts';
import type { Question } from './options.ts';

/** A straight part of a path. */
export interface Leg {
  readonly way: 'up' | 'right' | 'down' | 'left';
  /** Characters from its start to its end. */
  readonly steps: number;
  /** The turn at its start; the first leg has none. */
  readonly turn?: 'left' | 'right';
}

/**
 * What the marked path of a maze shows.
 *
 * @example
 * const straightness = ({ legs, turns }: Walk): number => turns / legs.reduce((sum, { steps }) => sum + steps, 0);
 */
export interface Walk {
  readonly legs: readonly Leg[];
  readonly turns: number;
  readonly rightTurns: number;
  /** Where E lies seen from S, e.g. `above and to the left`. */
  readonly position: string;
}

type Place = readonly [row: number, column: number];

/**
 * Follows the marked path from S to E. Gives the reason instead where the grid shows no single path: signs
 * that mean nothing, not one S and one E, a path that forks, breaks off, or leaves an X aside.
 *
 * @example
 * const walked = walk(['#####', '#SXX#', '###X#', '###E#', '#####']);
 * if (typeof walked !== 'string') console.log(walked.rightTurns, walked.position); // 1 below and to the right
 * walk(['#####', '#SX #', '###E#']); // 'the marked path breaks off at row 2, column 3'
 */
export function walk(grid: Grid): Walk | string {
  const ends = endsOf(grid);
  if (typeof ends === 'string') return ends;
  const [start, exit] = ends;
  const path = [start];
  for (let at = start; at[0] !== exit[0] || at[1] !== exit[1]; at = path.at(-1)!) {
    const before = path.at(-2);
    const next = neighbours(at).filter(
      ([row, column]) =>
        'XE'.includes(grid[row]?.[column] ?? '#') && !(before?.[0] === row && before[1] === column),
    );
    const place = `row ${at[0] + 1}, column ${at[1] + 1}`;
    if (next.length === 0) return `the marked path breaks off at ${place}`;
    if (next.length > 1 || path.length > MAX_PATH) return `the marked path forks at ${place}`;
    path.push(next[0]!);
  }
  const marked = grid.reduce((sum, row) => sum + row.split('X').length - 1, 0);
  if (marked !== path.length - 2) return 'an X stands beside the path from S to E';
  const legs = legsOf(path);
  const rightTurns = legs.filter(({ turn }) => turn === 'right').length;
  return { legs, turns: legs.length - 1, rightTurns, position: positionOf(start, exit) };
}

const MAX_PATH = 10_000;

function endsOf(grid: Grid): [start: Place, exit: Place] | string {
  const found: Record<string, Place[]> = { S: [], E: [] };
  for (const [row, signs] of grid.entries()) {
    for (const [column, sign] of [...signs].entries()) {
      if (!'# XSE'.includes(sign)) return `${JSON.stringify(sign)} is no sign of a maze`;
      found[sign]?.push([row, column]);
    }
  }
  const [[start, ...otherStarts], [exit, ...otherExits]] = [found['S']!, found['E']!];
  const isOne = start && exit && otherStarts.length + otherExits.length === 0;
  return isOne ? [start, exit] : 'the maze does not have one S and one E';
}

function neighbours([row, column]: Place): Place[] {
  return [
    [row, column + 1],
    [row + 1, column],
    [row, column - 1],
    [row - 1, column],
  ];
}

/** Clockwise, so that each way is a right turn from the one before it. */
const WAYS = ['up', 'right', 'down', 'left'] as const;

function legsOf(path: readonly Place[]): Leg[] {
  const legs: Leg[] = [];
  for (let i = 1; i < path.length; i++) {
    const way = wayOf(path[i - 1]!, path[i]!);
    const last = legs.at(-1);
    if (last?.way === way) legs[legs.length - 1] = { ...last, steps: last.steps + 1 };
    else legs.push({ way, steps: 1, ...(last && { turn: turnOf(last.way, way) }) });
  }
  return legs;
}

function wayOf([fromRow, fromColumn]: Place, [row, column]: Place): Leg['way'] {
  if (row !== fromRow) return row < fromRow ? 'up' : 'down';
  return column < fromColumn ? 'left' : 'right';
}

function turnOf(from: Leg['way'], to: Leg['way']): 'left' | 'right' {
  return WAYS[(WAYS.indexOf(from) + 1) % 4] === to ? 'right' : 'left';
}

/** The positions that E can have, seen from S; the first index says up or down, the second left or right. */
const POSITIONS = [
  ['above and to the left', 'directly above', 'above and to the right'],
  ['directly to the left', '', 'directly to the right'],
  ['below and to the left', 'directly below', 'below and to the right'],
] as const;

/** All positions, in a fixed order. */
export const ALL_POSITIONS: readonly string[] = POSITIONS.flat().filter((text) => text !== '');

function positionOf(start: Place, exit: Place): string {
  return POSITIONS[Math.sign(exit[0] - start[0]) + 1]![Math.sign(exit[1] - start[1]) + 1]!;
}

/** The answer to a question, as the text of its choice. */
export function answerOf({ turns, rightTurns, position }: Walk, question: Question): string {
  if (question === 'position') return position;
  return String(question === 'turns' ? turns : rightTurns);
}

/** The same answer as a sentence. */
export function sentenceOf(answer: string, question: Question): string {
  if (question === 'position') return `E is ${answer} of S`.replace(/(above|below) of/, '$1');
  const kind = question === 'turns' ? 'turn' : 'right turn';
  return `the path makes ${answer} ${kind}${answer === '1' ? '' : 's'}`;
}
