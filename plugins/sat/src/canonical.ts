import { fingerprint } from '@touchstone-rl/core';
import type { Formula, Literal } from './formula.ts';

const ROUNDS = 3;

/**
 * A text that does not change when clauses or literals change places, when variables are renamed, or when a
 * variable is negated throughout: colour refinement on the literals (Weisfeiler and Leman, 1968). Formulas
 * that are the same in this sense always get the same text, so they never stand in two splits; formulas that
 * are not very rarely get the same one, and then one of them is left out.
 */
export function canonicalForm({ variables, clauses }: Formula): string {
  let colours = new Int32Array(2 * variables);
  for (let round = 0; round < ROUNDS; round++) colours = refine(colours, clauses);
  const each = Array.from({ length: variables }, (_, i) =>
    sumOf(mix(colours[2 * i]!), mix(colours[2 * i + 1]!)),
  );
  const ofClauses = clauses.map((clause) => clauseColour(clause, colours));
  return fingerprint(`${variables} ${each.sort(ascending).join()} ${ofClauses.sort(ascending).join()}`);
}

/** New colours: of the literal itself, of its negation, and of the clauses it stands in. */
function refine(colours: Int32Array<ArrayBuffer>, clauses: Formula['clauses']): Int32Array<ArrayBuffer> {
  const next = colours.map((colour, i) => mix(colour + 1) + Math.imul(mix(colours[i ^ 1]! + 2), 3));
  for (const clause of clauses) {
    const whole = mix(clauseColour(clause, colours));
    for (const literal of clause) next[indexOf(literal)]! += whole;
  }
  return next;
}

/** Sums do not depend on order; the mixing keeps them from cancelling. */
function clauseColour(clause: readonly Literal[], colours: Int32Array): number {
  let sum = 0;
  for (const literal of clause) sum = sumOf(sum, mix(colours[indexOf(literal)]! + 5));
  return sum;
}

function indexOf(literal: Literal): number {
  return literal > 0 ? 2 * literal - 2 : -2 * literal - 1;
}

function sumOf(a: number, b: number): number {
  return (a + b) | 0;
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

function ascending(a: number, b: number): number {
  return a - b;
}
