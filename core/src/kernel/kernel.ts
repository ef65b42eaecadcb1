import {
  composeReward,
  deepFreeze,
  parseResponse,
  type DroppedSeed,
  type Group,
  type RewardTerm,
  type Rollout,
  type ScoredGroup,
  type Seed,
} from '../domain/index.ts';
import { loggerToken, createServices, registerDefaultServices, type Services } from './container.ts';
import type { Benchmark, SeedSource, TermDeclaration, Verifier, VerifierInput } from './providers.ts';
import { unknownName } from './errors.ts';
import { failureError, formatFailure, guard, type CallSite, type Outcome } from './guard.ts';
import {
  checkTapOrder,
  createRawHooks,
  HOOK_NAMES,
  hooksFor,
  tapsOf,
  type HookEvent,
  type HookName,
  type HookSignatures,
  type RawHooks,
  type RolloutChange,
} from './hooks.ts';
import { judgeMany, readVerdict, type Judgement, type TimedJudgement } from './judge-many.ts';
import type { KernelOptions, LoadedPlugin, PluginToLoad } from './kernel-options.ts';
import { Ledger } from './ledger.ts';
import { checkDefinition, validateOptions } from './plugin-checks.ts';
import { pluginContext } from './plugin-context.ts';
import { checkTerms, failedTerms, overridesOf, readTermScores, requireNoFailure, termsOf } from './terms.ts';

/**
 * The kernel of one run: its plugins, hooks and services, and the calls through which they act.
 *
 * @example
 * const brevity = defineReward({ name: 'brevity', range: [-1, 0], score: ({ lengthTokens }) => -lengthTokens / 1000 });
 * const kernel = await Kernel.create({ plugins: [{ plugin: brevity(), origin: 'inline' }], weights: { brevity: 2 } });
 * console.log(kernel.plugins, kernel.ledger.toJSON());
 */
export class Kernel {
  readonly services: Services = createServices();
  readonly ledger = new Ledger();
  readonly plugins: LoadedPlugin[] = [];
  readonly verifiers = new Map<string, Verifier & { plugin: string }>();
  readonly seedSources = new Map<string, SeedSource>();
  readonly benchmarks = new Map<string, Benchmark>();
  readonly terms = new Map<string, TermDeclaration & { plugin: string }>();
  readonly #hooks: RawHooks = createRawHooks();
  readonly #options: KernelOptions;
  readonly #deadline: number;

  private constructor(options: KernelOptions) {
    this.#options = options;
    this.#deadline = options.deadlineMilliseconds ?? 10_000;
    registerDefaultServices(this.services);
    options.configureServices?.(this.services);
  }

  /** Sets up every plugin in order. The first one that cannot be set up ends it, named in the error. */
  static async create(options: KernelOptions): Promise<Kernel> {
    const kernel = new Kernel(options);
    for (const toLoad of options.plugins) await kernel.#setUp(toLoad);
    checkTapOrder(kernel.#hooks);
    checkTerms(kernel.terms, options.weights ?? {});
    return kernel;
  }

  /** Runs `onSeed`: the seed as the taps left it, or the reason why one dropped it, with its name. */
  async admitSeed(seed: Seed, split: string): Promise<Seed | (DroppedSeed & { plugin: string })> {
    let current: Seed = deepFreeze(seed);
    let dropped: (DroppedSeed & { plugin: string }) | undefined;
    await this.#call(
      'onSeed',
      seed.id,
      () => [current, { split }],
      (result, plugin) => {
        if (!result || dropped) return;
        if ('dropped' in result) dropped = { ...result, plugin };
        else current = deepFreeze(result);
      },
    );
    return dropped ?? current;
  }

  /** Parses and judges a finished rollout, then runs `onRollout`. */
  async annotate(rollout: Rollout, seed: Seed): Promise<Rollout> {
    let current = deepFreeze(await this.#judgeRollout(rollout, seed));
    await this.#call(
      'onRollout',
      seed.id,
      () => [current, seed],
      (change: RolloutChange | void) => {
        if (!change) return;
        const annotations = { ...current.annotations, ...change.annotations };
        current = deepFreeze({ ...current, ...change, annotations });
      },
    );
    return current;
  }

  /** Judges one answer with a verifier. A verifier that fails is a failure, never a verdict. */
  async judge(name: string, input: VerifierInput): Promise<Judgement> {
    const verifier = this.verifier(name);
    const site: CallSite = { plugin: verifier.plugin, hook: 'verify', seedId: input.seed.id };
    const deadline = verifier.deadlineMilliseconds ?? this.#deadline;
    const outcome = await guard(site, deadline, this.ledger, () => verifier.verify(input));
    return outcome.ok ? readVerdict(site, outcome.value) : outcome;
  }

  /** Judges many answers in order; much faster than one at a time where the verifier is fast. */
  judgeMany(name: string, inputs: readonly VerifierInput[]): Promise<TimedJudgement[]> {
    const verifier = this.verifier(name);
    const deadlineMilliseconds = verifier.deadlineMilliseconds ?? this.#deadline;
    return judgeMany({ verifier, deadlineMilliseconds, ledger: this.ledger }, inputs);
  }

  /** @throws TouchstoneError when no loaded plugin provides the verifier. */
  verifier(name: string): Verifier & { plugin: string } {
    const found = this.verifiers.get(name);
    if (found) return found;
    throw unknownName('verifier', name, [...this.verifiers.keys()]);
  }

  seedSource(name: string): SeedSource {
    const found = this.seedSources.get(name);
    if (found) return found;
    throw unknownName('seed source', name, [...this.seedSources.keys()]);
  }

  benchmark(name: string): Benchmark {
    const found = this.benchmarks.get(name);
    if (found) return found;
    throw unknownName('benchmark', name, [...this.benchmarks.keys()]);
  }

  /** Runs `computeReward` on a group and composes the terms of each rollout. */
  async score(group: Group): Promise<ScoredGroup> {
    const frozen = deepFreeze({ seed: group.seed, rollouts: group.rollouts });
    const size = frozen.rollouts.length;
    const terms: RewardTerm[][] = Array.from({ length: size }, () => []);
    const collect = (rows: RewardTerm[][]): void => rows.forEach((row, i) => terms[i]!.push(...row));
    await this.#callEach(
      'computeReward',
      group.seed.id,
      () => [frozen],
      (result, plugin) => collect(readTermScores(plugin, result, size, this.terms)),
      (failure) =>
        collect(failedTerms(failure.plugin, termsOf(failure.plugin, this.terms), failure.message, size)),
    );
    const composition = { weights: this.#options.weights ?? {}, overrides: overridesOf(this.terms) };
    const rollouts = frozen.rollouts.map((rollout, i) => ({
      rollout,
      reward: deepFreeze(composeReward(terms[i]!, composition)),
    }));
    if (this.#options.onFailure === 'abort') requireNoFailure(rollouts, group.seed);
    return { seed: frozen.seed, rollouts };
  }

  /** Runs one of the reporting hooks. A tap that fails is warned about and does not end the run. */
  async report<Name extends 'onStep' | 'onEvaluate' | 'onCheckpoint' | 'onShutdown'>(
    hook: Name,
    report: HookSignatures[Name]['arguments'][0],
  ): Promise<void> {
    const args = [report] as HookSignatures[Name]['arguments'];
    await this.#callEach(
      hook,
      undefined,
      () => args,
      () => undefined,
      (failure) => {
        if (this.#options.onFailure === 'abort') throw failureError(failure);
        this.services.resolve(loggerToken).warn(formatFailure(failure));
      },
    );
  }

  async #judgeRollout(rollout: Rollout, seed: Seed): Promise<Rollout> {
    const { thought, answer } = parseResponse(rollout.text);
    const parsed = { ...rollout, answer, ...(thought !== undefined && { thought }) };
    const input = { seed, gold: seed.gold, completion: rollout.text, answer };
    const judged = await this.judge(seed.verifier, input);
    if (judged.ok) return { ...parsed, verdict: judged.value };
    return { ...parsed, excluded: formatFailure(judged.failure) };
  }

  /** Calls every tap of a hook; the first failure ends the call. */
  #call<Name extends HookName>(
    hook: Name,
    seedId: string | undefined,
    args: () => HookSignatures[Name]['arguments'],
    receive: (result: HookSignatures[Name]['result'], plugin: string) => void,
  ): Promise<void> {
    return this.#callEach(hook, seedId, args, receive, (failure) => {
      throw failureError(failure);
    });
  }

  /** Calls every tap of a hook under its guard, handing results and failures on. */
  async #callEach<Name extends HookName>(
    hook: Name,
    seedId: string | undefined,
    args: () => HookSignatures[Name]['arguments'],
    receive: (result: HookSignatures[Name]['result'], plugin: string) => void,
    fail: (failure: (Outcome<never> & { ok: false })['failure']) => void,
  ): Promise<void> {
    const event: HookEvent = {
      call: async (tap, fn) => {
        const site: CallSite = { plugin: tap.plugin, hook, ...(seedId !== undefined && { seedId }) };
        const outcome = await guard(site, this.#deadline, this.ledger, () =>
          fn(...(args() as unknown as never[])),
        );
        if (!outcome.ok) return fail(outcome.failure);
        try {
          receive(outcome.value as HookSignatures[Name]['result'], tap.plugin);
        } catch (error) {
          const failure = { ...site, message: (error as Error).message };
          this.ledger.fail(failure);
          fail(failure);
        }
      },
    };
    await this.#hooks[hook].promise(event);
  }

  async #setUp({ plugin, origin, version, importMilliseconds = 0 }: PluginToLoad): Promise<void> {
    const { definition } = plugin;
    checkDefinition(definition, origin, this.plugins);
    const started = performance.now();
    const options = await validateOptions(plugin, origin);
    const provides: string[] = [];
    const context = pluginContext(
      definition.name,
      options,
      this,
      hooksFor(definition.name, this.#hooks),
      provides,
    );
    const site: CallSite = { plugin: definition.name, hook: 'setup' };
    const outcome = await guard(site, this.#deadline, this.ledger, () => definition.setup(context));
    if (!outcome.ok) throw failureError(outcome.failure);
    const taps = HOOK_NAMES.filter((name) =>
      tapsOf(this.#hooks[name]).some((tap) => tap.plugin === definition.name),
    );
    this.plugins.push({
      name: definition.name,
      kind: definition.kind,
      version: definition.version ?? version ?? 'inline',
      origin,
      options,
      taps: [...taps, ...provides],
      setupMilliseconds: importMilliseconds + performance.now() - started,
    });
  }
}
