import {
  configOfRun,
  resumeTraining,
  RunFolder,
  train,
  type Kernel,
  type ResolvedConfig,
  type TrainOptions,
  type TrainResult,
} from '@touchstone-rl/core';
import type { Command } from 'commander';
import {
  describeCommand,
  withConfigOptions,
  type CommonOptions,
  type ConfigOptions,
} from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { listenForInterrupt } from '../interrupt.ts';
import { withReporter } from '../live/train-logger.ts';
import { TrainReporter } from '../live/train-reporter.ts';
import { pluginFolders } from '../plugin-folders.ts';
import { printJson, say } from '../print.ts';
import { shownPath } from '../shown-path.ts';
import { tryRunReport } from '../run-report.ts';
import { loadConfigFile } from '../target.ts';
import { failureLines, summariseRun, summaryLines } from '../run-summary.ts';

interface TrainCommandOptions extends CommonOptions, ConfigOptions {
  readonly resume?: string;
  readonly run?: string;
  readonly force?: boolean;
}

/** `touchstone train` */
export function addTrainCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('train')
    .summary('Run a config, or continue a run.')
    .description('Run a config from seeds to a trained, evaluated policy; or continue a run.')
    .argument('[config]', 'config file (.ts, .js or .json)')
    .option('--resume <run>', 'continue the run in this folder from its newest checkpoint')
    .option('--force', 'start even where memory will probably not do (engine.ignoreMemory)')
    .option('--run <folder>', 'folder of the new run (default: the next free runs/NAME)');
  withConfigOptions(command);
  describeCommand(command, 'print the result as JSON on stdout', [
    'touchstone train touchstone.config.ts',
    'touchstone train touchstone.config.ts --set grpo.steps=20 --run runs/short',
    'touchstone train --resume runs/short',
  ]);
  command.action(async (config: string | undefined, options: TrainCommandOptions) => {
    checkUsage(command, config, options);
    done(
      await (options.resume === undefined ? startRun(config!, options) : resumeRun(options.resume, options)),
    );
  });
}

function checkUsage(command: Command, config: string | undefined, options: TrainCommandOptions): void {
  if (options.resume === undefined && config === undefined) {
    command.error('error: give a config file, or --resume and a run folder');
  }
  if (options.resume === undefined) return;
  const { run, set, loader, force } = options;
  if (config !== undefined || run !== undefined || set.length > 0 || loader || force) {
    command.error(
      'error: --resume takes the config of the run; leave out CONFIG, --run, --set, --loader and --force',
    );
  }
}

async function startRun(path: string, options: TrainCommandOptions): Promise<ExitCode> {
  const { loader, run } = options;
  const set = options.force ? [...options.set, 'engine.ignoreMemory=true'] : options.set;
  const config = await loadConfigFile(path, { set, loader });
  return runToEnd(config, options, (trainOptions) =>
    train(config, { ...trainOptions, set, loader, runPath: run }),
  );
}

async function resumeRun(path: string, options: TrainCommandOptions): Promise<ExitCode> {
  const config = await configOfRun(RunFolder.open(path), pluginFolders);
  return runToEnd(config, options, (trainOptions) => resumeTraining(path, { ...trainOptions, config }));
}

/** Runs with live progress until it is finished or interrupted, then says what came of it. */
async function runToEnd(
  config: ResolvedConfig,
  options: TrainCommandOptions,
  run: (options: TrainOptions) => Promise<TrainResult>,
): Promise<ExitCode> {
  const reporter = new TrainReporter();
  const { signal, stop } = listenForInterrupt(() => {
    reporter.status.permanent('stopping at the next safe point; Ctrl-C again stops at once (also resumable)');
  });
  let kernel: Kernel | undefined;
  try {
    const result = await run({
      signal,
      kernel: withReporter(config, reporter),
      progress: (event) => reporter.onProgress(event),
      onStart: (folder, started) => {
        kernel = started;
        void announce(reporter, folder, options.resume !== undefined);
      },
    });
    reporter.status.clear();
    return await conclude(result, options, kernel);
  } finally {
    reporter.status.clear();
    stop();
  }
}

async function announce(reporter: TrainReporter, run: RunFolder, resumed: boolean): Promise<void> {
  reporter.start(shownPath(run.path), await run.seeds(), resumed);
}

async function conclude(
  { run, finished }: TrainResult,
  { json }: TrainCommandOptions,
  kernel: Kernel | undefined,
): Promise<ExitCode> {
  const summary = await summariseRun(RunFolder.open(run));
  const report = await tryRunReport(run);
  const resume = finished ? undefined : `touchstone train --resume ${shownPath(run)}`;
  for (const line of kernel ? failureLines(kernel) : []) say(line);
  if (finished) for (const line of summaryLines(summary)) say(line);
  say('path' in report ? `report: ${shownPath(report.path)}` : `no report was written: ${report.problem}`);
  if (resume) say(`interrupted; continue with\n  ${resume}`);
  if (json)
    printJson({ run, finished, resume, report: 'path' in report ? report.path : undefined, ...summary });
  return finished ? EXIT.ok : EXIT.interrupted;
}
