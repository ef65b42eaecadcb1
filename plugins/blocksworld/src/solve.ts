import { aboveOf, TABLE, type Problem, type Supports } from './blocks.ts';

/**
 * A block is lifted from where it stands and put on another, or on the table.
 *
 * @example
 * const toTheTable = (moves: readonly BlockMove[]): number => moves.filter(({ to }) => to === TABLE).length;
 */
export interface BlockMove {
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

/**
 * A shortest plan, as moves of blocks. Only two kinds are ever needed (J. Slaney and S. Thiébaux, "Blocks World
 * revisited", Artificial Intelligence 125, 2001): a block goes to its final place, which is always right when it
 * can, or, when no block can, some block goes to the table. Which of them is found by iterative deepening; each
 * block out of place needs at least one move.
 *
 * @example
 * solve({ initial: [TABLE, 0], goal: [TABLE, TABLE] }); // [{ block: 1, from: 0, to: -1 }]
 */
export function solve({ initial, goal }: Problem): BlockMove[] {
  for (let limit = misplaced(initial, goal).length; ; limit++) {
    const moves = search(initial, goal, limit);
    if (moves) return moves;
  }
}

function search(supports: Supports, goal: Supports, limit: number): BlockMove[] | undefined {
  const out = misplaced(supports, goal);
  if (out.length === 0) return [];
  if (out.length > limit) return undefined;
  const above = aboveOf(supports);
  const free = out.filter((block) => above[block] === TABLE);
  const ready = free.find((block) => {
    const target = goal[block]!;
    return target === TABLE || (above[target] === TABLE && !out.includes(target));
  });
  if (ready !== undefined) return after(supports, goal, limit, ready, goal[ready]!);
  for (const block of free) {
    if (supports[block] === TABLE) continue;
    const moves = after(supports, goal, limit, block, TABLE);
    if (moves) return moves;
  }
  return undefined;
}

function after(
  supports: Supports,
  goal: Supports,
  limit: number,
  block: number,
  to: number,
): BlockMove[] | undefined {
  const rest = search(supports.with(block, to), goal, limit - 1);
  return rest && [{ block, from: supports[block]!, to }, ...rest];
}

/** The blocks that do not stand where the goal wants them, or stand on such a block. */
function misplaced(supports: Supports, goal: Supports): number[] {
  const isRight = (block: number): boolean => {
    for (let at = block; at !== TABLE; at = goal[at]!) if (supports[at] !== goal[at]) return false;
    return true;
  };
  return supports.map((_, block) => block).filter((block) => !isRight(block));
}
