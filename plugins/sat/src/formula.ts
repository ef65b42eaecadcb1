import type { RandomStream } from '@touchstone-rl/core';
import { RATIOS, type SatClass, type SatOptions } from './options.ts';

/**
 * A literal as in DIMACS: `3` is the third variable, `-3` its negation.
 *
 * @example
 * const notX3: Literal = -3;
 */
export type Literal = number;

/**
 * Three literals of three different variables, one of which must be true.
 *
 * @example
 * const clause: Clause = [1, -2, 4]; // x1 or not x2 or x4
 */
export type Clause = readonly Literal[];

/**
 * A formula in conjunctive normal form.
 *
 * @example
 * const formula: Formula = { variables: 3, clauses: [[1, 2, 3], [-1, -2, 3]] };
 * countModels(formula).count; // 6
 */
export interface Formula {
  readonly variables: number;
  readonly clauses: readonly Clause[];
}

/**
 * A number of variables and a class.
 *
 * @example
 * const stratum: SatStratum = { name: 'unique n=5', variables: 5, kind: 'unique' };
 */
export interface SatStratum {
  readonly name: string;
  readonly variables: number;
  readonly kind: SatClass;
}

/** Every number of variables with every class. */
export function strataOf({ minVariables, maxVariables, classes }: SatOptions): SatStratum[] {
  const counts = Array.from({ length: maxVariables - minVariables + 1 }, (_, i) => minVariables + i);
  return counts.flatMap((variables) =>
    classes.map((kind) => ({ name: `${kind} n=${variables}`, variables, kind })),
  );
}

/** `round(ratio * n)` clauses: 17, 9 and 34 for four variables. */
export function clauseCount(kind: SatClass, variables: number): number {
  return Math.round(RATIOS[kind] * variables);
}

/**
 * Draws a formula: the variables of each clause uniformly without repetition, each negated with probability
 * one half. Clauses are distinct wherever there are enough: of three variables there are 8 clauses, of four
 * 32, so the 34 clauses of an overconstrained formula over four variables must repeat some, as must every
 * class over three variables except `underconstrained`.
 *
 * @example
 * const formula = drawFormula(randomStream(0, 'formulas'), { name: 'hard n=4', variables: 4, kind: 'hard' });
 * formula.clauses.length; // 17
 * formula.clauses[0]; // [1, -2, -4]
 */
export function drawFormula(random: RandomStream, { variables, kind }: SatStratum): Formula {
  const count = clauseCount(kind, variables);
  const mayRepeat = count > distinctClauses(variables);
  const clauses: Clause[] = [];
  const seen = new Set<number>();
  while (clauses.length < count) {
    const clause = drawClause(random, variables);
    const code = clause.reduce((sum, literal) => sum * 31 + literal + 15, 0);
    if (seen.has(code) && !mayRepeat) continue;
    seen.add(code);
    clauses.push(clause);
  }
  return { variables, clauses };
}

function distinctClauses(n: number): number {
  return (8 * (n * (n - 1) * (n - 2))) / 6;
}

/** Literals in the order of their variables, so that equal clauses look equal. */
function drawClause(random: RandomStream, variables: number): Clause {
  const a = random.integer(1, variables);
  let b = random.integer(1, variables);
  while (b === a) b = random.integer(1, variables);
  let c = random.integer(1, variables);
  while (c === a || c === b) c = random.integer(1, variables);
  const signs = random.integer(0, 7);
  return [a, b, c].sort((x, y) => x - y).map((variable, i) => ((signs >> i) & 1 ? -variable : variable));
}

/** Whether an assignment makes a clause true; `assignment[0]` is the first variable. */
export function isTrue(clause: Clause, assignment: readonly boolean[]): boolean {
  return clause.some((literal) => assignment[Math.abs(literal) - 1] === literal > 0);
}
