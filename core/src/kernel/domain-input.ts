import type { AnswerForm, RandomStream, Seed, Verdict } from '../domain/index.ts';
import type { OptionsOutput, OptionsSchema, PluginInput } from './define-plugin.ts';

/**
 * A kind of problem that takes turns with the others, e.g. `{ name: 'n=4 hard', n: 4, kind: 'hard' }`.
 *
 * @example
 * interface Shape extends DomainStratum {
 *   readonly bits: number;
 * }
 * const strata: readonly Shape[] = [
 *   { name: 'short', bits: 8 },
 *   { name: 'long', bits: 64 },
 * ];
 */
export interface DomainStratum {
  /** Goes to `meta.stratum`; a benchmark is reported by it. */
  readonly name: string;
}

/**
 * What is written about one problem.
 *
 * @example
 * const write = (bits: string): WrittenProblem => ({
 *   prompt: `How many ones are in ${bits}? End with <final_answer>the number</final_answer>.`,
 *   gold: String(bits.split('1').length - 1),
 *   meta: { difficulty: bits.length, bits }, // `bits` is there for `judge`
 * });
 */
export interface WrittenProblem {
  readonly prompt: string;
  /** A right answer, in a notation that `judge` reads. */
  readonly gold: string;
  /** A worked response, where an honest one can be written. */
  readonly demonstration?: string;
  /** Everything `judge` needs, and `difficulty`. JSON values only. */
  readonly meta: Readonly<Record<string, unknown>> & { readonly difficulty: number | string };
}

/**
 * A domain's fixed set of test problems.
 *
 * @example
 * const benchmark: DomainBenchmark<{ bits: number }> = {
 *   description: 'Parity of 32 bits',
 *   size: 500,
 *   samples: 4,
 *   options: { bits: 32 }, // always these, whatever a run trains on
 * };
 */
export interface DomainBenchmark<Options> {
  readonly description: string;
  /** Problems of the whole set; the strata take turns, so it should be a multiple of their number. */
  readonly size: number;
  /** Samples per problem. */
  readonly samples: number;
  readonly options: Options;
}

/**
 * An optional reward term between 0 and 1: the `credit` that `judge` put into the verdict's evidence.
 *
 * @example
 * // `judge` then returns `incorrect('...', { evidence: { credit: 0.5 } })` for an answer that is half right.
 * const credit: DomainCredit<{ partialCredit: boolean }> = {
 *   term: 'sums-credit',
 *   enabled: ({ partialCredit }) => partialCredit,
 * };
 */
export interface DomainCredit<Options> {
  /** Name of the term. */
  readonly term: string;
  /** Whether the options ask for the term. */
  enabled(options: Options): boolean;
}

/**
 * A domain: how its problems are drawn, told apart, written and judged.
 *
 * @example
 * import { z } from 'zod';
 * const options = z.strictObject({ most: z.int().default(99) });
 * const sums: DomainInput<typeof options, DomainStratum & { terms: number }, number[]> = {
 *   name: 'sums',
 *   options,
 *   strata: () => [2, 3].map((terms) => ({ name: `${terms} terms`, terms })),
 *   draw: (random, { terms }, { most }) => Array.from({ length: terms }, () => random.integer(1, most)),
 *   canonical: (terms) => terms.toSorted((a, b) => a - b).join('+'), // 2+1 is 1+2
 *   write: (terms) => ({
 *     prompt: `${terms.join('+')}=?`,
 *     gold: String(terms.reduce((sum, term) => sum + term)),
 *     meta: { difficulty: terms.length },
 *   }),
 *   forms: ['box', 'line'],
 *   judge: (answer, { gold }) => (answer === gold ? correct('equal') : incorrect(`it is ${gold}`)),
 *   benchmark: { description: 'Sums below 100', size: 200, samples: 1, options: { most: 99 } },
 * };
 */
export interface DomainInput<
  Schema extends OptionsSchema,
  Stratum extends DomainStratum,
  Problem,
> extends PluginInput<Schema> {
  options: Schema;
  /** The kinds of problems, easiest first. They take turns. */
  strata(options: OptionsOutput<Schema>): readonly Stratum[];
  /** Draws a problem; `undefined` when the draw failed. Cheap: most draws belong to another split. */
  draw(random: RandomStream, stratum: Stratum, options: OptionsOutput<Schema>): Problem | undefined;
  /**
   * A text that is the same for every spelling of one problem (other names, another order). It alone decides
   * the split, and no split holds a form twice.
   */
  canonical(problem: Problem): string;
  /** Solves and writes a problem; `undefined` when it turns out not to belong to the stratum. */
  write(problem: Problem, stratum: Stratum, options: OptionsOutput<Schema>): WrittenProblem | undefined;
  /** How a final answer may be marked. */
  forms: readonly AnswerForm[];
  /**
   * Judges one final answer from the seed's own fields. `extracted` is its canonical spelling: two marked
   * answers with different ones are `incorrect`. A seed that cannot be judged is `unverifiable`.
   */
  judge(answer: string, seed: Seed, options: OptionsOutput<Schema>): Verdict;
  credit?: DomainCredit<OptionsOutput<Schema>>;
  benchmark: DomainBenchmark<OptionsOutput<Schema>>;
}
