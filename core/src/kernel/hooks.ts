import { AsyncSeriesHook } from 'tapable';
import type {
  CheckpointReport,
  DroppedSeed,
  EvaluationReport,
  Group,
  Rollout,
  Seed,
  ShutdownReport,
  StepReport,
  Verdict,
} from '../domain/index.ts';
import { TouchstoneError } from './errors.ts';

/**
 * One rollout's score from a reward tap: a number, `null` to abstain, or a tagged outcome.
 *
 * @example
 * const score = (reply: string | undefined): TermScore => {
 *   if (reply === undefined) return { failed: 'the judge did not reply' };
 *   if (reply === 'unsure') return null; // no term for this rollout
 *   return { score: reply === 'yes' ? 1 : 0, detail: { reply } };
 * };
 */
export type TermScore =
  | number
  | null
  | { readonly score: number; readonly detail?: Readonly<Record<string, unknown>> }
  | { readonly abstained: string }
  | { readonly failed: string };

/**
 * Scores of a group, in the order of its rollouts; a record carries several named terms at once.
 *
 * @example
 * const one: TermScores = [0.5, 1]; // the plugin's own term, for a group of two rollouts
 * const two: TermScores = { tone: [0.5, 1], brevity: [-0.2, null] };
 */
export type TermScores = readonly TermScore[] | Readonly<Record<string, readonly TermScore[]>>;

/**
 * What an `onRollout` tap may add to a rollout. `excluded` takes it out of training, with a reason.
 *
 * @example
 * const setAside = ({ lengthTokens }: Rollout): RolloutChange | undefined =>
 *   lengthTokens < 4 ? { excluded: 'shorter than 4 tokens', annotations: { lengthTokens } } : undefined;
 * definePlugin({ name: 'not-short', setup: ({ hooks }) => hooks.onRollout.tap('not-short', setAside) });
 */
export interface RolloutChange {
  readonly thought?: string;
  readonly answer?: string;
  readonly verdict?: Verdict;
  readonly excluded?: string;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/**
 * Facts about where a seed is being admitted.
 *
 * @example
 * // What is held out is reported, so it stays as it is.
 * const lowerCase = (seed: Seed, { split }: SeedContext): Seed =>
 *   split === 'train' ? { ...seed, gold: seed.gold?.toLowerCase() } : seed;
 */
export interface SeedContext {
  readonly split: string;
}

/**
 * Arguments and result of every hook. The names are fixed; see `docs/concepts.md`.
 *
 * @example
 * // A tap that is written outside of `setup`.
 * type Signature = HookSignatures['computeReward'];
 * const half = (...[group]: Signature['arguments']): Signature['result'] => group.rollouts.map(() => 0.5);
 * definePlugin({ name: 'half', setup: ({ hooks }) => hooks.computeReward.tap('half', half) });
 */
export interface HookSignatures {
  /** Each seed, before it enters the run: return a changed seed, `drop(reason)`, or nothing. */
  onSeed: { arguments: [seed: Seed, context: SeedContext]; result: Seed | DroppedSeed | void };
  /** Each finished rollout: return what to add to it, or nothing. */
  onRollout: { arguments: [rollout: Rollout, seed: Seed]; result: RolloutChange | void };
  /** Each group at once: return one score per rollout. */
  computeReward: { arguments: [group: Group]; result: TermScores };
  /** The report of each optimiser step. */
  onStep: { arguments: [report: StepReport]; result: void };
  onEvaluate: { arguments: [report: EvaluationReport]; result: void };
  onCheckpoint: { arguments: [report: CheckpointReport]; result: void };
  onShutdown: { arguments: [report: ShutdownReport]; result: void };
}

/**
 * The name of a hook.
 *
 * @example
 * const reports: readonly HookName[] = ['onStep', 'onEvaluate', 'onCheckpoint', 'onShutdown'];
 */
export type HookName = keyof HookSignatures;
/** The hooks in the order in which a run calls them. */
export const HOOK_NAMES = [
  'onSeed',
  'onRollout',
  'computeReward',
  'onStep',
  'onEvaluate',
  'onCheckpoint',
  'onShutdown',
] as const satisfies readonly HookName[];

/**
 * Order of a tap among the others, as in tapable: a stage, or a tap name to come before.
 *
 * @example
 * const early: TapOptions = { name: 'trim', stage: -10 }; // before all that name no stage
 * const ahead: TapOptions = { name: 'unify', before: 'dedupe' }; // a tap of that name must exist
 */
export interface TapOptions {
  readonly name: string;
  readonly stage?: number;
  readonly before?: string | string[];
}

/**
 * What a plugin sees of a hook: tapable's `tap`, typed; functions may be asynchronous.
 *
 * @example
 * // Runs after the taps of other plugins, which have stage 0.
 * const printAtEnd = (onStep: Tappable<'onStep'>): void =>
 *   onStep.tap({ name: 'prints', stage: 100 }, ({ step, metrics }) => console.log(step, metrics));
 */
export interface Tappable<Name extends HookName> {
  tap(
    options: string | TapOptions,
    fn: (
      ...args: HookSignatures[Name]['arguments']
    ) => HookSignatures[Name]['result'] | Promise<HookSignatures[Name]['result']>,
  ): void;
}

/**
 * The hooks as one plugin taps them.
 *
 * @example
 * const countSteps = (hooks: Hooks): (() => number) => {
 *   let steps = 0;
 *   hooks.onStep.tap('counts-steps', () => void steps++);
 *   return () => steps;
 * };
 */
export type Hooks = { readonly [Name in HookName]: Tappable<Name> };

/** A tap as the kernel keeps it: tapable's entry, with the plugin that made it. */
interface AttributedTap extends TapOptions {
  readonly plugin: string;
}

/** What travels through tapable: the kernel's own event, which calls each tap under its guard. */
export interface HookEvent {
  call(tap: AttributedTap, fn: (...args: never[]) => unknown): Promise<void>;
}

/** The hooks as the kernel calls them. */
export type RawHooks = { readonly [Name in HookName]: AsyncSeriesHook<[HookEvent]> };

/**
 * Creates the hooks of one run. They are tapable hooks (order, stages, `before`, interception are
 * tapable's); a register interceptor makes each tap run through the event that the kernel passes, so that
 * every call is timed, guarded and attributed to its plugin.
 */
export function createRawHooks(): RawHooks {
  const entries = HOOK_NAMES.map((name) => {
    const hook = new AsyncSeriesHook<[HookEvent]>(['event'], name);
    hook.intercept({
      register(tap) {
        const attributed = tap as unknown as AttributedTap & { fn: (...args: never[]) => unknown };
        const original = attributed.fn;
        return { ...tap, type: 'promise', fn: (event: HookEvent) => event.call(attributed, original) };
      },
    });
    return [name, hook] as const;
  });
  return Object.fromEntries(entries) as unknown as RawHooks;
}

/** The view of the hooks that one plugin gets: every tap it makes carries its name. */
export function hooksFor(plugin: string, raw: RawHooks): Hooks {
  const view = (hook: AsyncSeriesHook<[HookEvent]>): Tappable<HookName> => ({
    tap(options, fn) {
      const tapOptions = typeof options === 'string' ? { name: options } : options;
      hook.tap({ ...tapOptions, plugin } as AttributedTap as never, fn as never);
    },
  });
  return Object.fromEntries(HOOK_NAMES.map((name) => [name, view(raw[name])])) as unknown as Hooks;
}

/** The taps of a hook in calling order. */
export function tapsOf(hook: AsyncSeriesHook<[HookEvent]>): readonly AttributedTap[] {
  return hook.taps as unknown as AttributedTap[];
}

/** Refuses a tap that asks to run before one that does not exist. */
export function checkTapOrder(raw: RawHooks): void {
  for (const hook of HOOK_NAMES) {
    const taps = tapsOf(raw[hook]);
    for (const { plugin, before } of taps) {
      const unknown = [before ?? []].flat().find((name) => !taps.some((tap) => tap.name === name));
      if (unknown === undefined) continue;
      throw new TouchstoneError({
        code: 'TAP_BEFORE_UNKNOWN',
        message: `plugin "${plugin}" asks to run before the tap "${unknown}" in ${hook}, which does not exist`,
        place: `plugin "${plugin}", hook ${hook}`,
        value: unknown,
        fix: `use one of: ${taps.map((tap) => tap.name).join(', ')}`,
      });
    }
  }
}
