import {
  defineReward,
  loggerToken,
  messageOf,
  resolveConfig,
  TouchstoneError,
  Kernel,
  type ConfiguredPlugin,
  type HookName,
  type PluginToLoad,
} from '@touchstone-rl/core';
import type { PluginFixtures, Use } from './fixtures.ts';
import type { EvaluationWatch } from './instruments/evaluation.ts';
import { packageOf } from './instruments/frames.ts';
import type { LeavingsWatch } from './instruments/leavings.ts';
import type { SeenUse, UseWatch } from './instruments/uses.ts';
import type { WorkCounter } from './instruments/work.ts';

/** Thrown when a call into the plugin did not end, or when nothing else can be learnt from it. */
export class Fatal extends Error {}

/** Thrown when a clause cannot be checked here, through no fault of the plugin. */
export class NotCheckable extends Error {}

/** What the checks are given. */
export interface SubjectInput {
  /** Path of the plugin's module, or the plugin itself. */
  readonly plugin: string | object;
  readonly fixtures: PluginFixtures;
  /** Folder of the fixtures: relative paths in options and the names of `with` are looked up from it. */
  readonly folder: string;
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly watch?: UseWatch;
  readonly work?: WorkCounter;
  readonly evaluation?: EvaluationWatch;
  readonly leavings?: LeavingsWatch;
  /** How many times as long as usual a call may take. Default 1. */
  readonly deadlines?: number;
  /** Told what is being tried, so that a call that never returns can be named. */
  readonly progress?: (what: string) => void;
}

/** As in a run that sets no other limit. */
const DEADLINE_MILLISECONDS = 10_000;

interface KernelRequest {
  /** Instead of those of the fixtures. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** How many deadlines a call may take, where instruments slow the plugin down. */
  readonly patience?: number;
}

/** A plugin under test: fresh kernels with it, and calls into it that are watched. */
export class Subject {
  readonly fixtures: PluginFixtures;
  readonly manifest: Readonly<Record<string, unknown>> | undefined;
  readonly work: WorkCounter | undefined;
  readonly evaluation: EvaluationWatch | undefined;
  readonly leavings: LeavingsWatch | undefined;
  readonly loaded: PluginToLoad;
  /** Plugins of `with` that no package provides here. */
  readonly missing: readonly string[];
  readonly deadlineMilliseconds: number;
  readonly seen: SeenUse[] = [];
  /** Messages that the plugin or the kernel on its behalf gave to a person. */
  readonly warnings: string[] = [];
  /** A kernel that has the plugin, to ask what it provides. */
  readonly first: Kernel;
  readonly #others: readonly PluginToLoad[];
  readonly #input: SubjectInput;
  readonly #open: Kernel[] = [];

  private constructor(input: SubjectInput, loaded: PluginToLoad, others: Others, first: Kernel) {
    this.#input = input;
    this.fixtures = input.fixtures;
    this.manifest = input.manifest;
    this.work = input.work;
    this.evaluation = input.evaluation;
    this.leavings = input.leavings;
    this.loaded = loaded;
    this.#others = others.loaded;
    this.missing = others.missing;
    this.deadlineMilliseconds =
      (input.deadlines ?? 1) * (input.fixtures.deadlineMilliseconds ?? DEADLINE_MILLISECONDS);
    this.first = first;
  }

  static async load(input: SubjectInput): Promise<Subject> {
    const loaded = await loadPlugin(input);
    const others = await loadOthers(input);
    for (;;) {
      try {
        const first = await Kernel.create({
          plugins: [loaded, ...others.loaded],
          configureServices: input.fixtures.configureServices,
        });
        return new Subject(input, loaded, others, first);
      } catch (error) {
        others.loaded.push(standInFor(error));
      }
    }
  }

  get folder(): string {
    return this.#input.folder;
  }

  get name(): string {
    return this.loaded.plugin.definition.name;
  }

  get kind(): string {
    return this.loaded.plugin.definition.kind;
  }

  /** Whether something was done by a library that the plugin uses, and not by the plugin. */
  isByLibrary({ library }: SeenUse): boolean {
    return library !== undefined && library !== packageOf(String(this.#input.plugin));
  }

  taps(hook: HookName): boolean {
    return this.first.plugins[0]!.taps.includes(hook);
  }

  /** Names of the verifiers, sources or benchmarks that this plugin provides itself. */
  provided(kind: 'verifiers' | 'seedSources' | 'benchmarks'): string[] {
    const others = new Set(this.#othersProvide[kind]);
    return [...this.first[kind].keys()].filter((name) => !others.has(name));
  }

  /** A kernel that has seen nothing yet. */
  async kernel(given: KernelRequest = {}): Promise<Kernel> {
    const { options, patience = 1 } = given;
    const kernel = await Kernel.create({
      plugins: [options ? withOptions(this.loaded, options) : this.loaded, ...this.#others],
      deadlineMilliseconds: patience * this.deadlineMilliseconds,
      configureServices: (services) => {
        const warn = (message: string): void => void this.warnings.push(message);
        services.register(loggerToken, { value: { info: () => undefined, warn } });
        this.fixtures.configureServices?.(services);
      },
    });
    if (this.taps('onShutdown')) this.#open.push(kernel);
    return kernel;
  }

  /** Ends every run that was begun, so that a plugin can put away what it holds. */
  async shutDown(): Promise<void> {
    for (const kernel of [...this.#open.splice(0), this.first])
      await kernel.report('onShutdown', { reason: 'finished' });
  }

  /** Calls into the plugin while what it reaches for is watched. */
  async call<T>(what: string, fn: () => Promise<T>, allowed: readonly Use[] = []): Promise<T> {
    this.#input.progress?.(what);
    this.#input.watch?.arm([...allowed, ...(this.fixtures.uses ?? [])]);
    try {
      return await fn();
    } finally {
      this.seen.push(...(this.#input.watch?.disarm() ?? []));
    }
  }

  /** Ends the checks when a failure is of a kind after which the others would only repeat it. */
  judgeFailure(message: string, what: string): string {
    const [first = ''] = message.split('\n');
    const service = /^no service "(.+?)" is registered/.exec(first)?.[1];
    if (service) {
      throw new NotCheckable(
        `it asks for the service "${service}": register one in \`configureServices\` of the fixtures`,
      );
    }
    if (first.includes('did not finish within')) {
      throw new Fatal(
        `${what} did not end within ${this.deadlineMilliseconds} ms: bound the work by the length of the input, and settle every promise`,
      );
    }
    if (first.startsWith('tried to change what it was given')) {
      throw new Fatal(
        `it changes what it is given (${first.split(': ').at(-1)}): copy before changing, for other plugins read the same objects`,
      );
    }
    return first;
  }

  get #othersProvide(): Record<'verifiers' | 'seedSources' | 'benchmarks', string[]> {
    const of = (kind: string): string[] =>
      this.first.plugins
        .slice(1)
        .filter((plugin) => plugin.taps.includes(kind))
        .map(({ name }) => name);
    return { verifiers: of('verifier'), seedSources: of('seed-source'), benchmarks: of('benchmark') };
  }
}

interface Others {
  readonly loaded: PluginToLoad[];
  readonly missing: readonly string[];
}

async function loadPlugin({ plugin, fixtures, folder }: SubjectInput): Promise<PluginToLoad> {
  const entry = fixtures.options ? [plugin, fixtures.options] : plugin;
  const { plugins } = await resolveConfig({ plugins: [entry] }, { folder });
  return plugins[0]!;
}

async function loadOthers({ fixtures, folder }: SubjectInput): Promise<Others> {
  const loaded: PluginToLoad[] = [];
  const missing: string[] = [];
  for (const name of fixtures.with ?? []) {
    try {
      loaded.push(...(await resolveConfig({ plugins: [name] }, { folder })).plugins);
    } catch (error) {
      if (!(error instanceof TouchstoneError) || error.code !== 'UNKNOWN_PLUGIN') throw error;
      missing.push(name);
    }
  }
  return { loaded, missing };
}

/** A term that the plugin overrides and that another plugin would bring. Any other error is thrown again. */
function standInFor(error: unknown): PluginToLoad {
  if (!(error instanceof TouchstoneError) || error.code !== 'UNKNOWN_REWARD_TERM') throw error;
  const name = String(error.value);
  const standIn = defineReward({ name, range: [-1, 1], score: () => 0 });
  return { plugin: standIn(), origin: 'plugin kit' };
}

function withOptions(entry: PluginToLoad, options: Readonly<Record<string, unknown>>): PluginToLoad {
  const plugin: ConfiguredPlugin = { ...entry.plugin, options };
  return { ...entry, plugin };
}

/** The first line of whatever was thrown. */
export function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0]!;
}
