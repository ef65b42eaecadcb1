/** The four diagonal directions; the only ones that a map states. */
export const DIRECTIONS = ['northeast', 'northwest', 'southeast', 'southwest'] as const;
/**
 * Where one place lies from another: only diagonals are told.
 *
 * @example
 * const opposite: Record<Direction, Direction> = {
 *   northeast: 'southwest', southwest: 'northeast', northwest: 'southeast', southeast: 'northwest',
 * };
 */
export type Direction = (typeof DIRECTIONS)[number];

/**
 * `[0, 'northeast', 1]`: object 0 lies northeast of object 1.
 *
 * @example
 * const told: Relation[] = [[0, 'northeast', 1], [1, 'northeast', 2]];
 */
export type Relation = readonly [object: number, direction: Direction, reference: number];

/** What follows along one axis: `order[a][b]` is 1 where a lies beyond b, -1 where b does, 0 where it is open. */
export type Order = readonly Int8Array[];

/**
 * What the stated relations entail, axis by axis.
 *
 * @example
 * const liesEast = ({ east }: Entailed, a: number, b: number): boolean => east[a]?.[b] === 1;
 */
export interface Entailed {
  readonly east: Order;
  readonly north: Order;
}

/**
 * Everything that follows from the relations. Along each axis they are a partial order, so what follows is its
 * transitive closure: no more can be told, for any two objects that it leaves open can be placed either way.
 * `undefined` when the relations contradict each other.
 *
 * @example
 * const entailed = entail(3, [[0, 'northeast', 1], [1, 'northeast', 2]]);
 * entailed?.east[0]?.[2]; // 1: object 0 lies east of object 2
 * entail(2, [[0, 'northeast', 1], [1, 'northeast', 0]]); // undefined: they contradict each other
 */
export function entail(count: number, relations: readonly Relation[]): Entailed | undefined {
  const east = closure(count, relations, (direction) => direction.endsWith('east'));
  const north = closure(count, relations, (direction) => direction.startsWith('north'));
  return east && north && { east, north };
}

function closure(
  count: number,
  relations: readonly Relation[],
  isBeyond: (direction: Direction) => boolean,
): Order | undefined {
  const beyond = Array.from({ length: count }, () => new Uint8Array(count));
  for (const [object, direction, reference] of relations) {
    if (isBeyond(direction)) beyond[object]![reference] = 1;
    else beyond[reference]![object] = 1;
  }
  for (let middle = 0; middle < count; middle++) {
    for (let a = 0; a < count; a++) {
      if (!beyond[a]![middle]) continue;
      for (let b = 0; b < count; b++) if (beyond[middle]![b]) beyond[a]![b] = 1;
    }
  }
  if (beyond.some((row, a) => row[a])) return undefined;
  return beyond.map((row, a) => Int8Array.from(row, (is, b) => is - beyond[b]![a]!));
}

/** Where object a lies seen from b, when both axes are entailed. */
export function directionOf({ east, north }: Entailed, a: number, b: number): Direction | undefined {
  const [x, y] = [east[a]![b]!, north[a]![b]!];
  if (x === 0 || y === 0) return undefined;
  return `${y > 0 ? 'north' : 'south'}${x > 0 ? 'east' : 'west'}`;
}

/** Whether a lies in a direction of b: entailed, excluded, or open. */
export function liesIn(
  { east, north }: Entailed,
  a: number,
  direction: Direction,
  b: number,
): boolean | undefined {
  const x = direction.endsWith('east') ? east[a]![b]! : -east[a]![b]!;
  const y = direction.startsWith('north') ? north[a]![b]! : -north[a]![b]!;
  if (x < 0 || y < 0) return false;
  return x === 0 || y === 0 ? undefined : true;
}
