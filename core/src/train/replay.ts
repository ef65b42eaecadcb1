import { isDeepStrictEqual } from 'node:util';
import { TouchstoneError, type Kernel } from '../kernel/index.ts';
import { readJsonLines, type RunFolder } from '../run/index.ts';
import type { Reward, Rollout, Seed, Verdict, WeightedTerm } from '../domain/index.ts';
import type { RolloutRecord } from './records.ts';

/**
 * A stored number or verdict that no longer comes out the same.
 *
 * @example
 * const lineOf = ({ line, field, stored, now }: ReplayDifference): string =>
 *   `rollouts.jsonl:${line}: ${field} was ${JSON.stringify(stored)}, is ${JSON.stringify(now)}`;
 */
export interface ReplayDifference {
  /** Line of `rollouts.jsonl`. */
  readonly line: number;
  readonly step: number;
  readonly rolloutId: string;
  /** `verdict`, `reward`, or `term NAME`. */
  readonly field: string;
  readonly stored: unknown;
  readonly now: unknown;
}

/**
 * A plugin whose version is not the one that the run was made with; `undefined` when it is absent.
 *
 * @example
 * const lineOf = ({ plugin, stored = 'absent', now = 'absent' }: PluginChange): string =>
 *   `${plugin}: then ${stored}, now ${now}`;
 */
export interface PluginChange {
  readonly plugin: string;
  readonly stored?: string;
  readonly now?: string;
}

/**
 * What a replay found: rollouts whose verdict or reward comes out differently now, and plugins that changed.
 *
 * @example
 * const holds = ({ differing, pluginChanges }: ReplayReport): boolean =>
 *   differing === 0 && pluginChanges.length === 0;
 */
export interface ReplayReport {
  readonly rollouts: number;
  /** Rollouts with at least one difference. */
  readonly differing: number;
  /** The first differences; `onDifference` is told all of them. */
  readonly differences: readonly ReplayDifference[];
  readonly pluginChanges: readonly PluginChange[];
}

/**
 * What to call while a replay goes on.
 *
 * @example
 * const options: ReplayOptions = {
 *   onDifference: ({ line, field }) => console.log(`line ${line}: ${field}`), // each of them, at once
 *   onProgress: (rollouts) => console.log(`${rollouts} rollouts replayed`),
 * };
 */
export interface ReplayOptions {
  readonly onDifference?: (difference: ReplayDifference) => void;
  readonly onProgress?: (rollouts: number) => void;
}

interface StoredRollout {
  readonly line: number;
  readonly record: RolloutRecord;
}

const KEPT_DIFFERENCES = 1000;

/**
 * Recomputes every stored verdict and reward of a run with a kernel of its config, group by group, and
 * compares them with what was stored: verdicts, the state and score of each term, and the reward, exactly.
 *
 * @example
 * const run = RunFolder.open('runs/quickstart');
 * const kernel = await createKernel(await configOfRun(run));
 * const { differing, rollouts } = await replayRun(run, kernel);
 */
export async function replayRun(
  run: RunFolder,
  kernel: Kernel,
  options: ReplayOptions = {},
): Promise<ReplayReport> {
  const seeds = new Map((await run.seeds()).flatMap(({ seed }) => (seed ? [[seed.id, seed] as const] : [])));
  const differences: ReplayDifference[] = [];
  const differing = new Set<number>();
  let rollouts = 0;
  for await (const group of storedGroups(run.journalPath('rollouts'))) {
    const seed = seedOf(group[0]!, seeds, run);
    for (const difference of await replayGroup(kernel, seed, group)) {
      differing.add(difference.line);
      options.onDifference?.(difference);
      if (differences.length < KEPT_DIFFERENCES) differences.push(difference);
    }
    rollouts += group.length;
    options.onProgress?.(rollouts);
  }
  return { rollouts, differing: differing.size, differences, pluginChanges: pluginChanges(run, kernel) };
}

/** Stored rollouts by group: neighbours of one step and seed, each index once. */
async function* storedGroups(path: string): AsyncGenerator<StoredRollout[]> {
  let group: StoredRollout[] = [];
  let broken: number | undefined;
  for await (const row of readJsonLines<RolloutRecord>(path)) {
    // Only the last line may be cut short, by a killed run.
    if (broken !== undefined) throw brokenLine(path, broken);
    if (!('value' in row)) {
      broken = row.line;
      continue;
    }
    const next = { line: row.line, record: row.value };
    if (group.length > 0 && !belongs(next, group)) {
      yield group;
      group = [];
    }
    group.push(next);
  }
  if (group.length > 0) yield group;
}

function belongs({ record }: StoredRollout, group: readonly StoredRollout[]): boolean {
  const { step, seedId } = group[0]!.record;
  if (record.step !== step || record.seedId !== seedId) return false;
  return group.every((other) => other.record.id !== record.id);
}

async function replayGroup(
  kernel: Kernel,
  seed: Seed,
  group: readonly StoredRollout[],
): Promise<ReplayDifference[]> {
  const raw = group.map(({ record }) => asSampled(record));
  const annotated = await Promise.all(raw.map((rollout) => kernel.annotate(rollout, seed)));
  const { rollouts } = await kernel.score({ seed, rollouts: annotated });
  return group.flatMap((stored, i) => differencesOf(stored, rollouts[i]!));
}

/** A stored rollout as it was before any plugin saw it. */
function asSampled(record: RolloutRecord): Rollout {
  const { id, seedId, tokens, logProbabilities, text, finishReason, lengthTokens } = record;
  return { id, seedId, tokens, logProbabilities, text, finishReason, lengthTokens };
}

function differencesOf(
  { line, record }: StoredRollout,
  now: { readonly rollout: Rollout; readonly reward: Reward },
): ReplayDifference[] {
  const stored = comparable(record, record.reward);
  const current = comparable(now.rollout, now.reward);
  const fields = new Set([...Object.keys(stored), ...Object.keys(current)]);
  return [...fields].flatMap((field) =>
    isDeepStrictEqual(stored[field], current[field])
      ? []
      : [
          {
            line,
            step: record.step,
            rolloutId: record.id,
            field,
            stored: stored[field],
            now: current[field],
          },
        ],
  );
}

/** What replaying compares, by field. Reasons are words for a person and may be reworded. */
function comparable(
  { verdict, excluded }: { readonly verdict?: Verdict; readonly excluded?: string },
  reward: Reward,
): Record<string, unknown> {
  const terms = reward.terms.map((line) => [`term ${line.term.name}`, termFacts(line)] as const);
  return {
    verdict: verdict ? { verdict: verdict.verdict, extracted: verdict.extracted } : 'failed',
    excluded: excluded !== undefined,
    reward: { state: reward.state, value: reward.value },
    ...Object.fromEntries(terms),
  };
}

function termFacts({ term, weight, effectiveScore, overriddenBy }: WeightedTerm): Record<string, unknown> {
  const score = term.state === 'scored' ? term.score : undefined;
  return { state: term.state, score, weight, effectiveScore, overriddenBy };
}

function pluginChanges(run: RunFolder, kernel: Kernel): PluginChange[] {
  const stored = new Map(run.config.plugins.map(({ name, version }) => [name, version]));
  const now = new Map(
    kernel.plugins.filter(({ kind }) => kind !== 'logger').map(({ name, version }) => [name, version]),
  );
  return [...new Set([...stored.keys(), ...now.keys()])].flatMap((plugin) => {
    const change = { plugin, stored: stored.get(plugin), now: now.get(plugin) };
    return change.stored === change.now ? [] : [change];
  });
}

function seedOf({ record, line }: StoredRollout, seeds: ReadonlyMap<string, Seed>, run: RunFolder): Seed {
  const seed = seeds.get(record.seedId);
  if (seed) return seed;
  throw new TouchstoneError({
    code: 'RUN_BROKEN',
    message: 'a stored rollout belongs to a seed that the run does not have',
    place: `${run.journalPath('rollouts')}:${line}`,
    value: record.seedId,
    fix: 'restore seeds.jsonl of the run',
  });
}

function brokenLine(path: string, line: number): TouchstoneError {
  return new TouchstoneError({
    code: 'JOURNAL_BROKEN',
    message: 'a line of the journal is not JSON',
    place: `${path}:${line}`,
    fix: 'the file was changed; restore it',
  });
}
