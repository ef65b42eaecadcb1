import type { Seed, Verdict } from '../domain/index.ts';

/**
 * What a verifier is given: a whole completion or a bare answer, and the gold it is judged against.
 *
 * @example
 * const ofAnswer = (seed: Seed, pred: string): VerifierInput => ({ seed, gold: seed.gold, pred });
 * const ofResponse = (seed: Seed, completion: string): VerifierInput => ({
 *   seed,
 *   gold: seed.gold,
 *   completion,
 *   answer: parseResponse(completion).answer,
 * });
 */
export interface VerifierInput {
  readonly seed: Seed;
  readonly gold: string | undefined;
  /** A whole response; absent when a bare answer is judged. */
  readonly completion?: string;
  /** The response after its thought; present with `completion`. */
  readonly answer?: string;
  /** A bare answer that needs no extraction; absent when `completion` is present. */
  readonly pred?: string;
}

/**
 * What judges answers: `defineVerifier` makes one, `addVerifier` adds it to a run.
 *
 * @example
 * const exact: Verifier = {
 *   verify: ({ gold, pred, answer = pred }) => (answer === gold ? correct('equal') : incorrect('not equal')),
 *   checkGold: ({ gold }) => (gold === undefined ? 'the seed has no gold' : undefined),
 * };
 * definePlugin({ name: 'exact', setup: ({ addVerifier }) => addVerifier('exact', exact) });
 */
export interface Verifier {
  verify(input: VerifierInput): Verdict | Promise<Verdict>;
  /**
   * Deadline of one verdict in milliseconds, in place of the run's. For a verifier that bounds its own work and
   * waits in a queue for it, as one that runs programs does: waiting is no failure.
   */
  readonly deadlineMilliseconds?: number;
  /** Answers that may be judged at once where verdicts are promises. Default 1. */
  readonly concurrency?: number;
  /** Says whether a gold can ever be matched: `undefined` when it can, else the reason why not. */
  checkGold?(seed: Seed): string | undefined;
  /** What a person should know about a gold that can be matched, e.g. that it has two readings. */
  noteGold?(seed: Seed): string | undefined;
  /** Lines that explain one verdict to a person. */
  explain?(input: VerifierInput): readonly string[];
}

/**
 * Which seeds are wanted. The same request gives the same seeds.
 *
 * @example
 * const request: SeedRequest = { split: 'train', count: 100, randomSeed: 0, baseFolder: process.cwd() };
 */
export interface SeedRequest {
  readonly split: 'train' | 'validation' | 'test';
  readonly count: number;
  /** The run's random seed. */
  readonly randomSeed: number;
  /** Folder against which relative paths in options are read. */
  readonly baseFolder: string;
}

/**
 * A row that could not be read as a seed; it is set aside and counted, and the source goes on.
 *
 * @example
 * const bad: BadSeed = { bad: true, place: 'rows.jsonl:7', reason: 'the row has no prompt' };
 */
export interface BadSeed {
  readonly bad: true;
  readonly place: string;
  readonly reason: string;
}

/**
 * What gives seeds: the same request must give the same seeds.
 *
 * @example
 * const rows: SeedSource = {
 *   async *seeds({ baseFolder }) {
 *     for await (const row of readJsonLines<Seed>(`${baseFolder}/seeds.jsonl`)) {
 *       yield 'value' in row ? row.value : { bad: true, place: `seeds.jsonl:${row.line}`, reason: row.error };
 *     }
 *   },
 * };
 */
export interface SeedSource {
  seeds(request: SeedRequest): Iterable<Seed | BadSeed> | AsyncIterable<Seed | BadSeed>;
}

/**
 * A fixed set of test seeds with its number of samples.
 *
 * @example
 * const years: Benchmark = {
 *   description: 'Days of a year',
 *   samples: 4,
 *   seeds: () =>
 *     [2023, 2024].map((year) => ({
 *       id: `days-${year}`,
 *       prompt: [{ role: 'user', content: `How many days has ${year}?` }],
 *       gold: year % 4 ? '365' : '366',
 *       domain: 'calendar',
 *       verifier: 'math',
 *     })),
 *   stratum: ({ gold }) => (gold === '366' ? 'leap' : 'common'),
 * };
 */
export interface Benchmark {
  readonly description: string;
  /** Samples per seed. */
  readonly samples: number;
  seeds(request: SeedRequest): Iterable<Seed | BadSeed> | AsyncIterable<Seed | BadSeed>;
  /** Name of the stratum a seed is reported under. */
  stratum?(seed: Seed): string;
}

/**
 * The declared shape of a reward term.
 *
 * @example
 * const format: TermDeclaration = { name: 'format', range: [-1, 1], overrides: ['length-cosine'] };
 */
export interface TermDeclaration {
  readonly name: string;
  /** Smallest and largest possible score; a score outside is a failed term. */
  readonly range?: readonly [low: number, high: number];
  /** Terms whose score this one replaces when it is scored; it is then not itself added. */
  readonly overrides?: readonly string[];
}
