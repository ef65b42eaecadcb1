import type { FinishReason, Seed, Services, Verdict, VerdictKind } from '@touchstone-rl/core';
import { TouchstoneError } from '@touchstone-rl/core';
import { z } from 'zod';

/**
 * Something outside of its inputs that a plugin may depend on when it says so.
 *
 * @example
 * const runsPrograms: Use[] = ['files', 'processes'];
 * export default { uses: runsPrograms } satisfies PluginFixtures;
 */
export type Use = (typeof USES)[number];

const USES = ['random', 'clock', 'network', 'files', 'processes', 'environment', 'console'] as const;

/**
 * A response, and the outcome that the reward must give it.
 *
 * @example
 * const cut: RewardCase = {
 *   name: 'a response cut off at the limit',
 *   text: '<think>6*7 is',
 *   lengthTokens: 4096,
 *   finishReason: 'length',
 *   verdict: 'incorrect',
 *   expected: -1,
 * };
 */
export interface RewardCase {
  readonly name: string;
  readonly text: string;
  /** Default: a quarter of the text's characters. */
  readonly lengthTokens?: number;
  /** Default `stop`. */
  readonly finishReason?: FinishReason;
  /** Default `correct`; `null` for a rollout that no verifier judged. */
  readonly verdict?: VerdictKind | Verdict | null;
  readonly seed?: Partial<Seed>;
  /** A number (compared to nine digits), or the outcome's name. */
  readonly expected: number | 'scored' | 'abstained' | 'failed';
  /** Term that is meant, for a plugin with several; default the plugin's name. */
  readonly term?: string;
}

/**
 * An answer with the gold it is judged against: a bare `pred`, or a whole `completion`.
 *
 * @example
 * const nearMiss: AnswerCase = { name: 'rounded', gold: '1/3', pred: '0.33' };
 * const whole: AnswerCase = { gold: '42', completion: '<think>6*7</think>It is \\boxed{42}.' };
 */
export interface AnswerCase {
  readonly name?: string;
  readonly gold?: string;
  readonly pred?: string;
  readonly completion?: string;
  readonly seed?: Partial<Seed>;
  /** The verifier that is meant, for a plugin with several; without it each of them must give the same verdict. */
  readonly verifier?: string;
}

/**
 * A harmless change of an answer after which the verdict must be the same.
 *
 * @example
 * const rewritings: Rewriting[] = [
 *   { name: 'white space at both ends', prefix: ' \n', suffix: '\n ' },
 *   { name: 'the large fraction', replace: ['\\frac', '\\dfrac'] },
 * ];
 */
export interface Rewriting {
  readonly name: string;
  readonly prefix?: string;
  readonly suffix?: string;
  /** Every occurrence of the first text becomes the second. */
  readonly replace?: readonly [from: string, to: string];
}

/**
 * A seed, and what a filter must do with it.
 *
 * @example
 * const tooLong: SeedCase = {
 *   name: 'a prompt of 9,000 characters',
 *   seed: { prompt: [{ role: 'user', content: 'x'.repeat(9000) }] },
 *   expected: 'dropped',
 * };
 */
export interface SeedCase {
  readonly name: string;
  readonly seed: Partial<Seed>;
  readonly split?: string;
  readonly expected: 'kept' | 'dropped';
}

/**
 * What the kit is told about one plugin: the default export of `src/fixtures.ts`. Everything is optional; what is
 * absent is tried with inputs of the kit's own.
 *
 * @example
 * export default {
 *   rewards: [{ name: 'an ordinary response', text: '6*7=42', expected: 1 }],
 * } satisfies PluginFixtures;
 */
export interface PluginFixtures {
  /** Options that the plugin is tested with. Default: its own defaults. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Options that must be refused. */
  readonly malformedOptions?: readonly Readonly<Record<string, unknown>>[];
  /** Further plugins that it needs, e.g. the verifier of its seeds, as a config names them. */
  readonly with?: readonly string[];
  /** What it may depend on beside its inputs. Each one makes runs harder to reproduce; say so in the README. */
  readonly uses?: readonly Use[];
  /** Longest time of one call, in milliseconds. Default 10,000, as in a run. */
  readonly deadlineMilliseconds?: number;
  /** Registers services that the plugin asks for. */
  readonly configureServices?: (services: Services) => void;
  /** Fields of the seeds that rewards, verifiers and filters are tried on. */
  readonly seed?: Partial<Seed>;

  readonly rewards?: readonly RewardCase[];
  /** The score of a rollout depends on its place in the group. Default false. */
  readonly dependsOnOrder?: boolean;
  /** The score is about characters by intent, not about length in tokens. Default false. */
  readonly readsCharacters?: boolean;

  readonly correct?: readonly AnswerCase[];
  /** Near misses: answers that are wrong by little. */
  readonly incorrect?: readonly AnswerCase[];
  /** Attacks: answers whose verdict may be anything but `correct`. */
  readonly neverCorrect?: readonly AnswerCase[];
  /** Whether gold and answer may change places without changing the verdict. Default false. */
  readonly symmetric?: boolean;
  readonly rewritings?: readonly Rewriting[];
  /** Whether the kit makes near misses of its own from each gold. Default true. */
  readonly automaticNearMisses?: boolean;

  readonly seeds?: readonly SeedCase[];
  /** Seeds asked for per split. Default 20. */
  readonly count?: number;
  /** Splits that a source has. Default all three. */
  readonly splits?: readonly ('train' | 'validation' | 'test')[];
}

const record = z.record(z.string(), z.unknown());
const verdict = z.union([z.enum(['correct', 'incorrect', 'unverifiable']), record, z.null()]);
const answers = z.array(
  z
    .strictObject({
      name: z.string().optional(),
      gold: z.string().optional(),
      pred: z.string().optional(),
      completion: z.string().optional(),
      seed: record.optional(),
      verifier: z.string().optional(),
    })
    .refine(({ pred, completion }) => (pred === undefined) !== (completion === undefined), {
      message: 'give either `pred` or `completion`',
    }),
);

const schema = z.strictObject({
  options: record.optional(),
  malformedOptions: z.array(record).optional(),
  with: z.array(z.string()).optional(),
  uses: z.array(z.enum(USES)).optional(),
  deadlineMilliseconds: z.number().positive().optional(),
  configureServices: z.custom<PluginFixtures['configureServices']>((v) => typeof v === 'function').optional(),
  seed: record.optional(),
  rewards: z
    .array(
      z.strictObject({
        name: z.string(),
        text: z.string(),
        lengthTokens: z.number().optional(),
        finishReason: z.enum(['stop', 'length', 'stop-string']).optional(),
        verdict: verdict.optional(),
        seed: record.optional(),
        expected: z.union([z.number(), z.enum(['scored', 'abstained', 'failed'])]),
        term: z.string().optional(),
      }),
    )
    .optional(),
  dependsOnOrder: z.boolean().optional(),
  readsCharacters: z.boolean().optional(),
  correct: answers.optional(),
  incorrect: answers.optional(),
  neverCorrect: answers.optional(),
  symmetric: z.boolean().optional(),
  rewritings: z
    .array(
      z.strictObject({
        name: z.string(),
        prefix: z.string().optional(),
        suffix: z.string().optional(),
        replace: z.tuple([z.string(), z.string()]).optional(),
      }),
    )
    .optional(),
  automaticNearMisses: z.boolean().optional(),
  seeds: z
    .array(
      z.strictObject({
        name: z.string(),
        seed: record,
        split: z.string().optional(),
        expected: z.enum(['kept', 'dropped']),
      }),
    )
    .optional(),
  count: z.int().min(1).optional(),
  splits: z.array(z.enum(['train', 'validation', 'test'])).optional(),
});

/** Checks fixtures, so that a misspelt field is an error and not a check that never runs. */
export function readFixtures(value: unknown, place: string): PluginFixtures {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data as PluginFixtures;
  throw new TouchstoneError({
    code: 'FIXTURES_INVALID',
    message: `the fixtures are wrong: ${z.prettifyError(result.error)}`,
    place,
    fix: 'correct the default export of the fixtures; its fields are those of PluginFixtures',
  });
}
