import { writeMove, type Move } from './plan.ts';

/**
 * Stacks of names, each from bottom to top.
 *
 * @example
 * const stacks: Stacks = [['B', 'A'], ['C']]; // A stands on B; B and C on the table
 */
export type Stacks = readonly (readonly string[])[];

/** A table with blocks and a hand that holds at most one. */
export class World {
  readonly #below = new Map<string, string | undefined>();
  readonly #above = new Map<string, string>();
  #held: string | undefined;

  constructor(stacks: Stacks) {
    for (const stack of stacks) stack.forEach((block, i) => this.#put(block, stack[i - 1]));
  }

  /** Makes a move, or says why it cannot be made. */
  apply(move: Move): string | undefined {
    const { action, block } = move;
    const support = 'support' in move ? move.support : undefined;
    const problem =
      action === 'pick-up' || action === 'unstack'
        ? this.#whyNotLift(block, support)
        : this.#whyNotPut(block, support);
    if (problem !== undefined) return problem;
    if (action === 'pick-up' || action === 'unstack') this.#lift(block);
    else this.#put(block, support);
    return undefined;
  }

  /** The first way in which the world differs from what is wanted. */
  difference(stacks: Stacks): string | undefined {
    if (this.#held !== undefined) return `the hand still holds ${this.#held}`;
    for (const stack of stacks) {
      for (const [i, block] of stack.entries()) {
        const wanted = stack[i - 1];
        if (this.#below.get(block) === wanted) continue;
        return `${block} stands on ${this.#placeOf(block)}, but should stand on ${wanted ?? 'the table'}`;
      }
    }
    return undefined;
  }

  /** `A C / B, holding D`: the stacks from bottom to top. */
  toString(): string {
    const bottoms = [...this.#below].filter(([, below]) => below === undefined).map(([block]) => block);
    const stacks = bottoms.sort().map((bottom) => {
      const stack = [bottom];
      for (let next = this.#above.get(bottom); next !== undefined; next = this.#above.get(next))
        stack.push(next);
      return stack.join(' ');
    });
    return stacks.join(' / ') + (this.#held === undefined ? '' : `, holding ${this.#held}`);
  }

  #whyNotLift(block: string, support: string | undefined): string | undefined {
    if (this.#held !== undefined) return `the hand already holds ${this.#held}`;
    if (this.#above.has(block)) return `${block} is not clear, ${this.#above.get(block)!} stands on it`;
    if (this.#below.get(block) === support) return undefined;
    return `${block} stands on ${this.#placeOf(block)}, not on ${support ?? 'the table'}`;
  }

  #whyNotPut(block: string, support: string | undefined): string | undefined {
    if (this.#held === undefined) return `the hand is empty, it does not hold ${block}`;
    if (this.#held !== block) return `the hand holds ${this.#held}, not ${block}`;
    if (support === undefined) return undefined;
    if (support === block) return `${block} cannot stand on itself`;
    return this.#above.has(support)
      ? `${support} is not clear, ${this.#above.get(support)!} stands on it`
      : undefined;
  }

  #lift(block: string): void {
    const below = this.#below.get(block);
    if (below !== undefined) this.#above.delete(below);
    this.#below.delete(block);
    this.#held = block;
  }

  #put(block: string, support: string | undefined): void {
    this.#below.set(block, support);
    if (support !== undefined) this.#above.set(support, block);
    this.#held = undefined;
  }

  #placeOf(block: string): string {
    return this.#below.get(block) ?? 'the table';
  }
}

/**
 * Why a plan does not lead from one arrangement to another; `undefined` when it does.
 *
 * @example
 * const [initial, goal]: Stacks[] = [[['B', 'A']], [['B'], ['A']]];
 * faultOfPlan(initial!, goal!, []); // 'after 0 moves A stands on B, but should stand on the table'
 */
export function faultOfPlan(initial: Stacks, goal: Stacks, plan: readonly Move[]): string | undefined {
  const world = new World(initial);
  for (const [i, move] of plan.entries()) {
    const problem = world.apply(move);
    if (problem !== undefined) return `move ${i + 1}, ${writeMove(move)}: ${problem}`;
  }
  const difference = world.difference(goal);
  return difference && `after ${plan.length === 1 ? '1 move' : `${plan.length} moves`} ${difference}`;
}
