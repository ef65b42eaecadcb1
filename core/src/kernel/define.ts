import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Group, Rollout, Seed, Verdict } from '../domain/index.ts';
import type { Services } from './container.ts';
import type { Hooks, HookSignatures, TermScore } from './hooks.ts';

/** Version of the plugin API. A plugin made for another version is refused with both numbers. */
export const API_VERSION = 1;

export type OptionsSchema = StandardSchemaV1<unknown, unknown>;
export type OptionsInput<S> = S extends StandardSchemaV1<infer Input, unknown> ? Input : undefined;
export type OptionsOutput<S> = S extends StandardSchemaV1<unknown, infer Output> ? Output : undefined;

/** What a verifier is given: a whole completion or a bare answer, and the gold it is judged against. */
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

/** Which seeds are wanted. The same request gives the same seeds. */
export interface SeedRequest {
  readonly split: 'train' | 'validation' | 'test';
  readonly count: number;
  /** The run's random seed. */
  readonly randomSeed: number;
  /** Folder against which relative paths in options are read. */
  readonly baseFolder: string;
}

/** A row that could not be read as a seed; it is set aside and counted, and the source goes on. */
export interface BadSeed {
  readonly bad: true;
  readonly place: string;
  readonly reason: string;
}

export interface SeedSource {
  seeds(request: SeedRequest): Iterable<Seed | BadSeed> | AsyncIterable<Seed | BadSeed>;
}

export interface Benchmark {
  readonly description: string;
  /** Samples per seed. */
  readonly samples: number;
  seeds(request: SeedRequest): Iterable<Seed | BadSeed> | AsyncIterable<Seed | BadSeed>;
  /** Name of the stratum a seed is reported under. */
  stratum?(seed: Seed): string;
}

/** The declared shape of a reward term. */
export interface TermDeclaration {
  readonly name: string;
  /** Smallest and largest possible score; a score outside is a failed term. */
  readonly range?: readonly [low: number, high: number];
  /** Terms whose score this one replaces when it is scored; it is then not itself added. */
  readonly overrides?: readonly string[];
}

/** What a plugin's `setup` works with. */
export interface PluginContext<Options> {
  /** Validated options, defaults filled in. */
  readonly options: Options;
  /** tapable hooks; every tap is attributed to this plugin. */
  readonly hooks: Hooks;
  /** Services of this run. */
  readonly services: Services;
  addVerifier(name: string, verifier: Verifier): void;
  addSeedSource(name: string, source: SeedSource): void;
  addBenchmark(name: string, benchmark: Benchmark): void;
  declareTerm(term: TermDeclaration): void;
  /** A message for the person at the terminal, prefixed with the plugin's name. */
  warn(message: string): void;
}

export type PluginKind =
  'plugin' | 'reward' | 'verifier' | 'seed-source' | 'seed-filter' | 'benchmark' | 'logger' | 'domain';

/** A plugin as data: recognised by `touchstone: 'plugin'`, not by class, so copies of core do not matter. */
export interface PluginDefinition<Schema extends OptionsSchema | undefined = OptionsSchema | undefined> {
  readonly touchstone: 'plugin';
  readonly api: number;
  readonly kind: PluginKind;
  readonly name: string;
  /** Absent for inline plugins; plugins loaded from a package carry the package's version. */
  readonly version?: string;
  readonly optionsSchema: Schema;
  setup(context: PluginContext<OptionsOutput<Schema>>): void | Promise<void>;
}

/** A plugin with the options a config gives it. */
export interface ConfiguredPlugin {
  readonly touchstone: 'configured';
  readonly definition: PluginDefinition;
  readonly options: unknown;
}

/** What `definePlugin` returns: put it into a config as it is, or call it with options. */
export interface PluginFactory<Schema extends OptionsSchema | undefined> {
  (options?: OptionsInput<Schema>): ConfiguredPlugin;
  readonly definition: PluginDefinition<Schema>;
}

/** What every short form takes. */
export interface PluginInput<Schema extends OptionsSchema | undefined> {
  /** Unique within a run; lower case with hyphens. */
  name: string;
  version?: string;
  /** Any Standard Schema (zod, valibot, arktype, ...). */
  options?: Schema;
}

/**
 * Defines a plugin: data plus one function.
 *
 * @example
 * export default definePlugin({
 *   name: 'announce',
 *   setup({ hooks }) {
 *     hooks.onStep.tap('announce', (report) => console.log(report.step, report.metrics.reward));
 *   },
 * });
 */
export function definePlugin<Schema extends OptionsSchema | undefined = undefined>(
  input: PluginInput<Schema> & { kind?: PluginKind; setup: PluginDefinition<Schema>['setup'] },
): PluginFactory<Schema> {
  return factory(input.kind ?? 'plugin', input, input.setup);
}

function factory<Schema extends OptionsSchema | undefined>(
  kind: PluginKind,
  input: PluginInput<Schema>,
  setup: PluginDefinition<Schema>['setup'],
): PluginFactory<Schema> {
  const definition: PluginDefinition<Schema> = {
    touchstone: 'plugin',
    api: API_VERSION,
    kind,
    name: input.name,
    version: input.version,
    optionsSchema: input.options as Schema,
    setup,
  };
  const configure = (options?: OptionsInput<Schema>): ConfiguredPlugin => ({
    touchstone: 'configured',
    definition: definition as unknown as PluginDefinition,
    options,
  });
  return Object.assign(configure, { definition });
}

/** A value, or a function of the plugin's options that gives it. */
type FromOptions<Value, Options> = Value | ((options: Options) => Value);

function fromOptions<Value, Options>(value: FromOptions<Value, Options>, options: Options): Value {
  return typeof value === 'function' ? (value as (options: Options) => Value)(options) : value;
}

/** What a single-rollout reward is given beside the rollout. */
export interface RewardScope<Options> {
  readonly seed: Seed;
  readonly group: Group;
  readonly index: number;
  readonly options: Options;
}

type RewardInput<Schema extends OptionsSchema | undefined> = PluginInput<Schema> & {
  /** Smallest and largest possible score; a score outside is a failed term, never a reward. */
  range: FromOptions<readonly [low: number, high: number], OptionsOutput<Schema>>;
  /** Terms that this one replaces when it does not abstain. */
  overrides?: FromOptions<readonly string[], OptionsOutput<Schema>>;
} & (
    | { score(rollout: Rollout, scope: RewardScope<OptionsOutput<Schema>>): TermScore | Promise<TermScore> }
    | {
        scoreGroup(
          group: Group,
          scope: { readonly options: OptionsOutput<Schema> },
        ): readonly TermScore[] | Promise<readonly TermScore[]>;
      }
  );

/**
 * Defines a reward term named after the plugin. `score` looks at one rollout, `scoreGroup` at a whole group.
 * Return a number, `null` to abstain, or `{ failed: reason }`; throwing fails the term for the group.
 *
 * @example
 * defineReward({
 *   name: 'brevity',
 *   range: [-1, 0],
 *   score: (rollout) => -Math.min(1, rollout.lengthTokens / 1000),
 * });
 */
export function defineReward<Schema extends OptionsSchema | undefined = undefined>(
  input: RewardInput<Schema>,
): PluginFactory<Schema> {
  return factory('reward', input, ({ hooks, options, declareTerm }) => {
    declareTerm({
      name: input.name,
      range: fromOptions(input.range, options),
      overrides: input.overrides && fromOptions(input.overrides, options),
    });
    hooks.computeReward.tap(input.name, async (group) => {
      if ('scoreGroup' in input) return input.scoreGroup(group, { options });
      const scores: TermScore[] = [];
      for (const [index, rollout] of group.rollouts.entries()) {
        const score = input.score(rollout, { seed: group.seed, group, index, options });
        scores.push(score instanceof Promise ? await score : score);
      }
      return scores;
    });
  });
}

/**
 * Defines a verifier named after the plugin; seeds name it in `seed.verifier`.
 *
 * @example
 * defineVerifier({
 *   name: 'exact',
 *   verify: ({ gold, pred, answer }) =>
 *     (pred ?? answer)?.trim() === gold ? correct('equal') : incorrect('not equal'),
 * });
 */
export function defineVerifier<Schema extends OptionsSchema | undefined = undefined>(
  input: PluginInput<Schema> & {
    verify(
      input: VerifierInput,
      scope: { readonly options: OptionsOutput<Schema>; readonly services: Services },
    ): Verdict | Promise<Verdict>;
    checkGold?(seed: Seed, scope: { readonly options: OptionsOutput<Schema> }): string | undefined;
    noteGold?(seed: Seed, scope: { readonly options: OptionsOutput<Schema> }): string | undefined;
    explain?(input: VerifierInput, scope: { readonly options: OptionsOutput<Schema> }): readonly string[];
  },
): PluginFactory<Schema> {
  return factory('verifier', input, ({ addVerifier, options, services }) => {
    addVerifier(input.name, {
      verify: (judged) => input.verify(judged, { options, services }),
      checkGold: input.checkGold && ((seed) => input.checkGold!(seed, { options })),
      noteGold: input.noteGold && ((seed) => input.noteGold!(seed, { options })),
      explain: input.explain && ((judged) => input.explain!(judged, { options })),
    });
  });
}

/** Defines a source of seeds named after the plugin. The same request must give the same seeds. */
export function defineSeedSource<Schema extends OptionsSchema | undefined = undefined>(
  input: PluginInput<Schema> & {
    seeds(
      request: SeedRequest,
      scope: { readonly options: OptionsOutput<Schema> },
    ): ReturnType<SeedSource['seeds']>;
  },
): PluginFactory<Schema> {
  return factory('seed-source', input, ({ addSeedSource, options }) => {
    addSeedSource(input.name, { seeds: (request) => input.seeds(request, { options }) });
  });
}

/**
 * Defines a filter over seeds: return `true` to keep a seed, or the reason why not.
 *
 * @example
 * defineSeedFilter({
 *   name: 'short-golds',
 *   keep: (seed) => (seed.gold?.length ?? 0) < 100 || 'the gold is longer than 100 characters',
 * });
 */
export function defineSeedFilter<Schema extends OptionsSchema | undefined = undefined>(
  input: PluginInput<Schema> & {
    keep(
      seed: Seed,
      scope: { readonly options: OptionsOutput<Schema>; readonly split: string },
    ): true | string | Promise<true | string>;
  },
): PluginFactory<Schema> {
  return factory('seed-filter', input, ({ hooks, options }) => {
    hooks.onSeed.tap(input.name, async (seed, { split }) => {
      const kept = await input.keep(seed, { options, split });
      return kept === true ? undefined : { dropped: true, reason: kept };
    });
  });
}

/** Defines a benchmark named after the plugin: seeds, samples per seed, strata. */
export function defineBenchmark<Schema extends OptionsSchema | undefined = undefined>(
  input: PluginInput<Schema> & {
    description: string;
    samples: number;
    seeds(
      request: SeedRequest,
      scope: { readonly options: OptionsOutput<Schema> },
    ): ReturnType<Benchmark['seeds']>;
    stratum?(seed: Seed): string;
  },
): PluginFactory<Schema> {
  return factory('benchmark', input, ({ addBenchmark, options }) => {
    const { description, samples, stratum } = input;
    addBenchmark(input.name, {
      description,
      samples,
      stratum,
      seeds: (request) => input.seeds(request, { options }),
    });
  });
}

type LoggerHook = 'onStep' | 'onEvaluate' | 'onCheckpoint' | 'onShutdown';

/** Defines a logger: any of the reporting hooks, each given its report and the options. */
export function defineLogger<Schema extends OptionsSchema | undefined = undefined>(
  input: PluginInput<Schema> & {
    [Hook in LoggerHook]?: (
      report: HookSignatures[Hook]['arguments'][0],
      scope: { readonly options: OptionsOutput<Schema> },
    ) => void | Promise<void>;
  },
): PluginFactory<Schema> {
  return factory('logger', input, ({ hooks, options }) => {
    const { onStep, onEvaluate, onCheckpoint, onShutdown } = input;
    if (onStep) hooks.onStep.tap(input.name, (report) => onStep(report, { options }));
    if (onEvaluate) hooks.onEvaluate.tap(input.name, (report) => onEvaluate(report, { options }));
    if (onCheckpoint) hooks.onCheckpoint.tap(input.name, (report) => onCheckpoint(report, { options }));
    if (onShutdown) hooks.onShutdown.tap(input.name, (report) => onShutdown(report, { options }));
  });
}
