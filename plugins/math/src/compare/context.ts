import { Budget } from '../limits.ts';
import type { MathPolicy } from '../policy.ts';
import type { Node } from '../tree/node.ts';

/** The outcome of one comparison: `undefined` when nothing could be decided. */
export interface Decision {
  readonly equal: boolean | undefined;
  /** The step that decided, in words. */
  readonly step: string;
  /** The policy option that mattered, when one did. */
  readonly policy?: string;
}

/** What every comparison of one verification shares. */
export interface Context {
  readonly policy: MathPolicy;
  readonly budget: Budget;
}

/** A fresh context. */
export function contextFor(policy: MathPolicy): Context {
  return { policy, budget: new Budget() };
}

/** Equal, by a step. */
export function equal(step: string, policy?: string): Decision {
  return policy === undefined ? { equal: true, step } : { equal: true, step, policy };
}

/** Different, by a step. */
export function different(step: string, policy?: string): Decision {
  return policy === undefined ? { equal: false, step } : { equal: false, step, policy };
}

/** Not decided, with the reason. */
export function undecided(step: string): Decision {
  return { equal: undefined, step };
}

/** All parts must be equal; the first that is not decides. */
export function every(decisions: Iterable<Decision>, otherwise: string): Decision {
  let last: Decision | undefined;
  for (const decision of decisions) {
    if (decision.equal !== true) return decision;
    if (!last || decision.policy) last = decision;
  }
  return last ?? equal(otherwise);
}

/** The comparison of any two nodes, handed to those of single types. */
export type Compare = (a: Node, b: Node, context: Context) => Decision;
