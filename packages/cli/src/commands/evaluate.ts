import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  createKernel,
  createRunEngine,
  samplingOptions,
  evaluatePolicy,
  latestCheckpoint,
  prepareSeeds,
  splitSeeds,
  TouchstoneError,
  type EvaluationReport,
  type Kernel,
  type RunEngine,
  type Seed,
  type Split,
} from '@touchstone-rl/core';
import { Option, type Command } from 'commander';
import {
  describeCommand,
  withConfigOptions,
  wholeNumber,
  type CommonOptions,
  type ConfigOptions,
} from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { listenForInterrupt } from '../interrupt.ts';
import { StatusLine } from '../live/status-line.ts';
import { print, printJson, say } from '../print.ts';
import { shownPath } from '../shown-path.ts';
import { loadTarget, type Target } from '../target.ts';
import { interval, levelText, percent, table } from '../text.ts';

interface EvaluateOptions extends CommonOptions, ConfigOptions {
  readonly model?: string;
  readonly split: Split;
  readonly samples?: number;
}

/** `touchstone evaluate` */
export function addEvaluateCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('evaluate')
    .summary('Evaluate a model on held-out seeds.')
    .description("Evaluate a model on the config's seeds: pass@1 with its interval, also by stratum.")
    .argument('<run-or-config>', 'run folder, or config file')
    .option('--model <folder>', "model to evaluate (default: the run's, or model.path of the config)")
    .addOption(
      new Option('--split <name>', 'which seeds').choices(['train', 'validation', 'test']).default('test'),
    )
    .option('--samples <k>', 'samples per seed (default: evaluate.samples)', wholeNumber(1));
  withConfigOptions(command);
  describeCommand(command, 'print the whole evaluation as JSON, rollouts included', [
    'touchstone evaluate runs/quickstart --samples 16',
    'touchstone evaluate touchstone.config.ts --model runs/quickstart/model',
  ]);
  command.action(async (path: string, options: EvaluateOptions) => {
    done(await evaluate(path, options));
  });
}

async function evaluate(path: string, options: EvaluateOptions): Promise<ExitCode> {
  const target = await loadTarget(path, options);
  const model = modelOf(target, options);
  const kernel = await createKernel(target.config);
  const runEngine = await createRunEngine(target.config, model);
  const status = new StatusLine();
  const { signal, stop } = listenForInterrupt(() => status.permanent('stopping'));
  try {
    const seeds = await seedsOf(target, options.split, kernel, runEngine);
    say(`model   ${shownPath(model)}`);
    const report = await sample(target, options, { kernel, runEngine, seeds, status, signal });
    status.clear();
    if (options.json) printJson(report);
    else for (const line of reportLines(report)) print(line);
    return EXIT.ok;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    stop();
    status.clear();
    await runEngine.engine.dispose();
  }
}

interface EvaluateSession {
  readonly kernel: Kernel;
  readonly runEngine: RunEngine;
  readonly seeds: readonly Seed[];
  readonly status: StatusLine;
  readonly signal: AbortSignal;
}

function sample(
  { config }: Target,
  options: EvaluateOptions,
  { kernel, runEngine, seeds, status, signal }: EvaluateSession,
): Promise<EvaluationReport> {
  const { settings } = config;
  const { confidence, samples } = settings.evaluate;
  const context = {
    ...runEngine,
    kernel,
    settings,
    signal,
    progress: ({ done, total }: { done: number; total: number }) => status.update(`sampled ${done}/${total}`),
  };
  return evaluatePolicy(context, {
    name: 'evaluate',
    split: options.split,
    benchmark: settings.data!.source,
    step: 0,
    seeds,
    samplesPerSeed: options.samples ?? samples,
    sampling: samplingOptions(settings, settings.evaluate),
    confidence,
  });
}

/** The model to evaluate: as named, else the run's best, else its newest checkpoint, else the config's. */
function modelOf({ config, run }: Target, { model }: EvaluateOptions): string {
  if (model !== undefined) return resolve(model);
  if (run) {
    const published = join(run.path, 'model');
    const found = existsSync(published) ? published : latestCheckpoint(run)?.folder;
    if (found) return found;
  }
  const { path } = config.settings.model;
  if (path !== undefined) return resolve(config.folder, path);
  throw new TouchstoneError({
    code: 'MODEL_MISSING',
    message: run ? 'the run has no checkpoint yet' : 'the config names no model to evaluate',
    place: run ? run.path : 'model.path',
    fix: 'give --model FOLDER, such as RUN/model or a folder under RUN/checkpoints',
  });
}

/** The seeds of a split: those the run kept, or those the config's source gives. */
async function seedsOf(
  { config, run }: Target,
  split: Split,
  kernel: Kernel,
  { codec }: RunEngine,
): Promise<readonly Seed[]> {
  const records = run ? await run.seeds() : await prepareSeeds(config, kernel, codec);
  const seeds = splitSeeds(records)[split];
  if (seeds.length > 0) return seeds;
  throw new TouchstoneError({
    code: 'NO_SEEDS',
    message: `there are no ${split} seeds`,
    place: `data.${split}`,
    value: config.settings.data?.[split],
    fix: `choose another --split, or give data.${split} a number above 0`,
  });
}

function reportLines(report: EvaluationReport): string[] {
  const { split, passAt1, passAtK, majority, samplesPerSeed, unverifiable, clippedShare, lengthTokens } =
    report;
  const strata = Object.entries(report.strata);
  const rows = [
    [split, `${passAt1.n} seeds × ${samplesPerSeed} samples`, ''],
    ['pass@1', interval(passAt1), `with its ${levelText(passAt1.level)} interval`],
    [`pass@${samplesPerSeed}`, percent(passAtK), 'seeds solved at least once'],
    ['majority', percent(majority), 'seeds whose most frequent answer is right'],
    ['unverifiable', percent(unverifiable), 'samples that could not be judged'],
    ['clipped', percent(clippedShare), 'samples cut off at the length limit'],
    ['length', lengthTokens.mean.toFixed(1), 'mean tokens of a response'],
  ];
  const byStratum = strata.map(([name, { passAt1, seeds }]) => [name, percent(passAt1), String(seeds)]);
  return [
    ...table(rows),
    ...(strata.length > 1 ? ['', ...table([['stratum', 'pass@1', 'seeds'], ...byStratum])] : []),
  ];
}
