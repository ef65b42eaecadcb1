import { TouchstoneError } from '@touchstone-rl/core';
import type { Formula } from './formula.ts';

/** The largest number of variables that the solver takes. */
export const MAX_VARIABLES = 15;

/**
 * The assignments that satisfy a formula: how many, and the first.
 *
 * @example
 * const isUnique = ({ count }: Models): boolean => count === 1;
 * isUnique(countModels({ variables: 1, clauses: [[-1]] }, 2)); // true
 */
export interface Models {
  /** Number of models, at most the limit. */
  readonly count: number;
  /** One of the models, always the same for the same formula. */
  readonly first?: readonly boolean[];
}

/** When so few variables are left, all their assignments are judged together, one bit each. */
const LOW = 5;
/** For each of the last variables, the bits of the 32 assignments in which it is true. */
const TRUE_BITS = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000].map((bits) => bits | 0);

/**
 * Counts the models of a formula exactly, up to a limit. Davis, Putnam, Logemann and Loveland's procedure
 * (1962): variables are assigned and clauses shortened, those with one literal left first; the last five
 * variables are judged at once by 32-bit truth tables.
 *
 * @throws TouchstoneError above 15 variables, which is as many as a clause has bits for.
 * @example
 * const formula: Formula = { variables: 3, clauses: [[1, 2, 3], [-1, -2, 3]] };
 * countModels(formula); // { count: 6, first: [true, true, true] }
 * countModels(formula, 2).count; // 2
 */
export function countModels(formula: Formula, limit = Infinity): Models {
  if (formula.variables > MAX_VARIABLES) throw tooManyVariables(formula);
  const search = new Search(formula, limit);
  search.run();
  if (search.count === 0) return { count: 0 };
  const first = Array.from({ length: formula.variables }, (_, i) => Boolean((search.first >> i) & 1));
  return { count: Math.min(search.count, limit), first };
}

function tooManyVariables({ variables }: Formula): TouchstoneError {
  return new TouchstoneError({
    code: 'SAT_TOO_MANY_VARIABLES',
    message: `the formula has ${variables} variables, and models are counted up to ${MAX_VARIABLES}`,
    place: 'countModels',
    value: variables,
    fix: 'count the models of a smaller formula; answers with values are judged at any size',
  });
}

/** Bit i of a clause says that variable i is in it, bit i + 15 that its negation is. */
function encode({ clauses }: Formula): number[] {
  return clauses.map((clause) =>
    clause.reduce(
      (bits, literal) => bits | (1 << (literal > 0 ? literal - 1 : MAX_VARIABLES - literal - 1)),
      0,
    ),
  );
}

class Search {
  count = 0;
  /** Values of the first model, one bit a variable; -1 before it is found. */
  first = -1;
  readonly #limit: number;
  readonly #variables: number;
  /** The clauses left at each depth, in rows of one length. */
  readonly #left: Int32Array;
  readonly #width: number;

  constructor(formula: Formula, limit: number) {
    this.#limit = limit;
    this.#variables = formula.variables;
    this.#width = formula.clauses.length;
    this.#left = new Int32Array(this.#width * (formula.variables + 1));
    this.#left.set(encode(formula));
  }

  run(): void {
    this.#assign(0, this.#width, (1 << this.#variables) - 1, 0);
  }

  /** Counts the models over the `free` variables where the `chosen` ones are true and the others false. */
  #assign(depth: number, length: number, free: number, chosen: number): void {
    if (length === 0) return this.#found(2 ** ones(free), chosen);
    if (ones(free) <= LOW) return this.#countLast(depth, length, free, chosen);
    const unit = this.#unit(depth, length);
    const variable = unit === 0 ? free & -free : (unit | (unit >>> MAX_VARIABLES)) & free;
    if (unit === 0 || unit === variable) this.#try(depth, length, free, chosen, variable, true);
    if (this.count >= this.#limit) return;
    if (unit === 0 || unit !== variable) this.#try(depth, length, free, chosen, variable, false);
  }

  #try(depth: number, length: number, free: number, chosen: number, variable: number, value: boolean): void {
    const made = value ? variable : variable << MAX_VARIABLES;
    const left = this.#shorten(depth, length, made, ~(value ? variable << MAX_VARIABLES : variable));
    if (left !== -1) this.#assign(depth + 1, left, free & ~variable, value ? chosen | variable : chosen);
  }

  /** Writes the clauses that an assigned variable leaves to the next row; -1 when it makes one false. */
  #shorten(depth: number, length: number, made: number, kept: number): number {
    const left = this.#left;
    let from = depth * this.#width;
    let to = from + this.#width;
    const start = to;
    for (const end = from + length; from < end; from++) {
      const clause = left[from]!;
      if (clause & made) continue;
      const rest = clause & kept;
      if (rest === 0) return -1;
      left[to++] = rest;
    }
    return to - start;
  }

  /** A clause with one literal left, or 0. */
  #unit(depth: number, length: number): number {
    const start = depth * this.#width;
    for (let i = start; i < start + length; i++) {
      const clause = this.#left[i]!;
      if ((clause & (clause - 1)) === 0) return clause;
    }
    return 0;
  }

  #countLast(depth: number, length: number, free: number, chosen: number): void {
    const last: number[] = [];
    for (let rest = free; rest; rest &= rest - 1) last.push(rest & -rest);
    let table = last.length === LOW ? -1 : (1 << (1 << last.length)) - 1;
    const start = depth * this.#width;
    for (let i = start; i < start + length && table !== 0; i++) table &= tableOf(this.#left[i]!, last);
    if (table === 0) return;
    const code = 31 - Math.clz32(table);
    this.#found(
      ones(table),
      last.reduce((bits, bit, i) => ((code >> i) & 1 ? bits | bit : bits), chosen),
    );
  }

  #found(count: number, model: number): void {
    if (this.first === -1) this.first = model;
    this.count += count;
  }
}

/** The assignments of the last variables that make a clause true. */
function tableOf(clause: number, last: readonly number[]): number {
  let table = 0;
  for (let i = 0; i < last.length; i++) {
    if (clause & last[i]!) table |= TRUE_BITS[i]!;
    if (clause & (last[i]! << MAX_VARIABLES)) table |= ~TRUE_BITS[i]!;
  }
  return table;
}

function ones(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
