import type { Group, Rollout, Seed, Verdict } from '../domain/index.ts';
import type { Services } from './container.ts';
import {
  pluginFactory,
  type OptionsOutput,
  type OptionsSchema,
  type PluginFactory,
  type PluginInput,
} from './define-plugin.ts';
import type { HookSignatures, TermScore } from './hooks.ts';
import type { Benchmark, SeedRequest, SeedSource, VerifierInput } from './providers.ts';

/** A value, or what a function of the plugin's options gives. */
function fromOptions<Value, Options>(value: Value | ((options: Options) => Value), options: Options): Value {
  return typeof value === 'function' ? (value as (options: Options) => Value)(options) : value;
}

/**
 * What a single-rollout reward is given beside the rollout.
 *
 * @example
 * // From 0 for the longest to 1 for the shortest rollout of its group.
 * const brevity = ({ lengthTokens }: Rollout, { group: { rollouts } }: RewardScope<undefined>): number =>
 *   rollouts.filter((other) => other.lengthTokens > lengthTokens).length / (rollouts.length - 1);
 * defineReward({ name: 'shorter-than-others', range: [0, 1], score: brevity });
 */
export interface RewardScope<Options> {
  readonly seed: Seed;
  readonly group: Group;
  readonly index: number;
  readonly options: Options;
}

/**
 * What `defineReward` takes: a name, a range, and a score of one rollout or of a whole group.
 *
 * @example
 * const input: RewardInput<undefined> = {
 *   name: 'shorter-than-mean',
 *   range: [0, 1],
 *   scoreGroup({ rollouts }) {
 *     const mean = rollouts.reduce((sum, { lengthTokens }) => sum + lengthTokens, 0) / rollouts.length;
 *     return rollouts.map(({ lengthTokens }) => Number(lengthTokens < mean));
 *   },
 * };
 * export default defineReward(input);
 */
export type RewardInput<Schema extends OptionsSchema | undefined> = PluginInput<Schema> & {
  /** Smallest and largest possible score; a score outside is a failed term, never a reward. */
  range:
    | readonly [low: number, high: number]
    | ((options: OptionsOutput<Schema>) => readonly [low: number, high: number]);
  /** Terms that this one replaces when it does not abstain. */
  overrides?: readonly string[] | ((options: OptionsOutput<Schema>) => readonly string[]);
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
  return pluginFactory('reward', input, ({ hooks, options, declareTerm }) => {
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
  return pluginFactory('verifier', input, ({ addVerifier, options, services }) => {
    addVerifier(input.name, {
      verify: (judged) => input.verify(judged, { options, services }),
      checkGold: input.checkGold && ((seed) => input.checkGold!(seed, { options })),
      noteGold: input.noteGold && ((seed) => input.noteGold!(seed, { options })),
      explain: input.explain && ((judged) => input.explain!(judged, { options })),
    });
  });
}

/**
 * Defines a source of seeds named after the plugin. The same request must give the same seeds.
 *
 * @example
 * defineSeedSource({
 *   name: 'squares',
 *   *seeds({ count, randomSeed, split }) {
 *     for (let i = 0; i < count; i++) {
 *       const n = randomStream(randomSeed, 'squares', split, i).integer(2, 99);
 *       yield {
 *         id: `squares-${split}-${i}`,
 *         prompt: [{ role: 'user', content: `What is ${n} squared?` }],
 *         gold: String(n * n),
 *         domain: 'arithmetic',
 *         verifier: 'math',
 *       };
 *     }
 *   },
 * });
 */
export function defineSeedSource<Schema extends OptionsSchema | undefined = undefined>(
  input: PluginInput<Schema> & {
    seeds(
      request: SeedRequest,
      scope: { readonly options: OptionsOutput<Schema> },
    ): ReturnType<SeedSource['seeds']>;
  },
): PluginFactory<Schema> {
  return pluginFactory('seed-source', input, ({ addSeedSource, options }) => {
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
  return pluginFactory('seed-filter', input, ({ hooks, options }) => {
    hooks.onSeed.tap(input.name, async (seed, { split }) => {
      const kept = await input.keep(seed, { options, split });
      return kept === true ? undefined : { dropped: true, reason: kept };
    });
  });
}

/**
 * Defines a benchmark named after the plugin: seeds, samples per seed, strata.
 *
 * @example
 * defineBenchmark({
 *   name: 'two-sums',
 *   description: 'Two sums that everyone knows',
 *   samples: 4,
 *   seeds: () =>
 *     [1, 2].map((n) => ({
 *       id: `sum-${n}`,
 *       prompt: [{ role: 'user', content: `${n}+${n}=?` }],
 *       gold: String(n + n),
 *       domain: 'arithmetic',
 *       verifier: 'math',
 *     })),
 * });
 */
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
  return pluginFactory('benchmark', input, ({ addBenchmark, options }) => {
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

/**
 * Defines a logger: any of the reporting hooks, each given its report and the options.
 *
 * @example
 * defineLogger({
 *   name: 'prints-rewards',
 *   onStep: ({ step, metrics }) => console.log(step, metrics['reward']),
 * });
 */
export function defineLogger<Schema extends OptionsSchema | undefined = undefined>(
  input: PluginInput<Schema> & {
    [Hook in LoggerHook]?: (
      report: HookSignatures[Hook]['arguments'][0],
      scope: { readonly options: OptionsOutput<Schema> },
    ) => void | Promise<void>;
  },
): PluginFactory<Schema> {
  return pluginFactory('logger', input, ({ hooks, options }) => {
    const { onStep, onEvaluate, onCheckpoint, onShutdown } = input;
    if (onStep) hooks.onStep.tap(input.name, (report) => onStep(report, { options }));
    if (onEvaluate) hooks.onEvaluate.tap(input.name, (report) => onEvaluate(report, { options }));
    if (onCheckpoint) hooks.onCheckpoint.tap(input.name, (report) => onCheckpoint(report, { options }));
    if (onShutdown) hooks.onShutdown.tap(input.name, (report) => onShutdown(report, { options }));
  });
}
