import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Engine } from '../domain/index.ts';
import {
  createKernel,
  leavesOf,
  loadConfig,
  preview,
  TouchstoneError,
  type Kernel,
  type KernelOptions,
  type LoadConfigOptions,
  type ResolvedConfig,
} from '../kernel/index.ts';
import { STAGES } from '../run/checkpoint.ts';
import {
  latestCheckpoint,
  RunFolder,
  type Checkpoint,
  type ConfigRecord,
  type SeedRecord,
} from '../run/index.ts';
import { configRecord, freshRunPath } from '../run/run-folder.ts';
import { InterruptedError, type Codec, type ProgressEvent } from './context.ts';
import { createRunEngine } from './engine.ts';
import { prepareSeeds, splitSeeds } from './prepare-seeds.ts';
import { StageRunner } from './stages.ts';

/**
 * What to tell while a run goes on, and how to end it early.
 *
 * @example
 * const options: TrainOptions = {
 *   progress: ({ stage, done, total }) => console.log(stage, done, total),
 *   signal: AbortSignal.timeout(3_600_000), // an hour; the run can be resumed
 *   onStart: (run) => console.log(run.path),
 * };
 */
export interface TrainOptions {
  readonly progress?: (event: ProgressEvent) => void;
  /** Abort it to stop at the next safe point; the run can be resumed. */
  readonly signal?: AbortSignal;
  /** Told the run's folder as soon as it exists. */
  readonly onStart?: (run: RunFolder, kernel: Kernel) => void;
  /** Overrides of the kernel, e.g. services for a test. */
  readonly kernel?: Partial<KernelOptions>;
}

/**
 * How a run ended; errors are thrown.
 *
 * @example
 * const next = ({ run, finished }: TrainResult): string =>
 *   finished ? `touchstone report ${run}` : `touchstone train --resume ${run}`;
 */
export interface TrainResult {
  readonly run: string;
  readonly finished: boolean;
}

/** Everything a run holds open. */
interface Session {
  readonly config: ResolvedConfig;
  readonly kernel: Kernel;
  readonly engine: Engine;
  readonly codec: Codec;
  readonly options: TrainOptions;
}

/**
 * Starts a new run of a config in a folder (default: the next free `runs/NAME`), and runs it to its end or
 * to the next safe point after an interrupt.
 *
 * @example
 * const { run } = await train(await loadConfig('quickstart.config.ts'), {
 *   progress: (event) => console.log(event),
 * });
 * console.log(run);
 */
export async function train(
  config: ResolvedConfig,
  options: TrainOptions & { runPath?: string; set?: readonly string[]; loader?: string } = {},
): Promise<TrainResult> {
  return withSession(config, options, async (session) => {
    const seeds = await prepareSeeds(config, session.kernel, session.codec);
    const path = options.runPath ?? freshRunPath(resolve('runs'), config.settings.name);
    const { set = [], loader } = options;
    const record = { name: config.settings.name, configFile: config.file, set, loader };
    const run = RunFolder.create(path, record, configRecord(config, session.kernel.plugins), seeds);
    return runStages(session, run, seeds, undefined);
  });
}

/**
 * Continues a run from its newest checkpoint. Journals are cut back to it, so the run goes on exactly as if
 * it had never been stopped. The config file must still resolve to what the run was started with.
 *
 * @example
 * const stop = new AbortController();
 * process.once('SIGINT', () => stop.abort());
 * await resumeTraining('runs/quickstart', { signal: stop.signal });
 */
export async function resumeTraining(
  path: string,
  options: TrainOptions & Pick<LoadConfigOptions, 'searchFolders'> & { config?: ResolvedConfig } = {},
): Promise<TrainResult> {
  const config = options.config ?? (await configOfRun(RunFolder.open(path), options.searchFolders));
  return withSession(config, options, async (session) => {
    const run = RunFolder.openForWriting(path);
    try {
      requireSameConfig(run.config, configRecord(config, session.kernel.plugins), run.path);
      return await runStages(session, run, await run.seeds(), latestCheckpoint(run));
    } finally {
      run.close();
    }
  });
}

/**
 * Loads the config that a run was started with, from its file and assignments.
 *
 * @example
 * const config = await configOfRun(RunFolder.open('runs/quickstart'));
 */
export async function configOfRun(
  run: RunFolder,
  searchFolders: readonly string[] = [],
): Promise<ResolvedConfig> {
  const { configFile, set, loader } = run.record;
  if (configFile === undefined) {
    throw new TouchstoneError({
      code: 'CONFIG_NOT_A_FILE',
      message: 'the run was started from a config value, not from a file',
      place: run.path,
      fix: 'pass the same config to resumeTraining as `config`',
    });
  }
  return loadConfig(configFile, { set, loader: loader as LoadConfigOptions['loader'], searchFolders });
}

async function withSession(
  config: ResolvedConfig,
  options: TrainOptions,
  work: (session: Session) => Promise<TrainResult>,
): Promise<TrainResult> {
  const kernel = await createKernel(config, options.kernel);
  const { engine, codec } = await createRunEngine(config);
  try {
    const result = await work({ config, kernel, engine, codec, options });
    await kernel.report('onShutdown', { reason: result.finished ? 'finished' : 'interrupted' });
    return result;
  } catch (error) {
    await kernel.report('onShutdown', { reason: 'error', message: (error as Error).message });
    throw error;
  } finally {
    await engine.dispose();
  }
}

async function runStages(
  { config, kernel, engine, codec, options }: Session,
  run: RunFolder,
  seeds: readonly SeedRecord[],
  checkpoint: Checkpoint | undefined,
): Promise<TrainResult> {
  options.onStart?.(run, kernel);
  const progress = options.progress ?? (() => undefined);
  const signal = options.signal ?? new AbortController().signal;
  run.openJournals(checkpoint?.state.journals);
  if (checkpoint) await engine.load(checkpoint.folder);
  const start = checkpoint?.state ?? { stage: 'sft' as const, step: 0, done: false };
  const context = {
    settings: config.settings,
    kernel,
    engine,
    codec,
    run,
    seeds: splitSeeds(seeds),
    progress,
    signal,
  };
  const runner = new StageRunner(context, start);
  try {
    for (const stage of STAGES.slice(STAGES.indexOf(start.stage) + (start.done ? 1 : 0))) {
      await runner.run(stage);
    }
    run.append('timings', { kind: 'plugins', costs: kernel.ledger.toJSON() });
    return { run: run.path, finished: true };
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    await runner.saveInterrupted();
    return { run: run.path, finished: false };
  } finally {
    run.close();
  }
}

function requireSameConfig(stored: ConfigRecord, now: ConfigRecord, place: string): void {
  const flatten = ({ settings, plugins }: ConfigRecord): Map<string, unknown> =>
    new Map(
      leavesOf(
        JSON.parse(
          JSON.stringify({
            settings,
            plugins: Object.fromEntries(plugins.map((plugin) => [plugin.name, plugin])),
          }),
        ),
      ),
    );
  const before = flatten(stored);
  const after = flatten(now);
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (isDeepStrictEqual(before.get(path), after.get(path)) || path.endsWith('.origin')) continue;
    throw new TouchstoneError({
      code: 'CONFIG_CHANGED',
      message: `\`${path}\` is not what the run was started with`,
      place,
      value: `then ${preview(before.get(path))}, now ${preview(after.get(path))}`,
      fix: 'undo the change, or start a new run: a resumed run must give the same numbers',
    });
  }
}
