import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addAddCommand } from './commands/add.ts';
import { addConfigCommand } from './commands/config.ts';
import { addDevicesCommand } from './commands/devices.ts';
import { addEvaluateCommand } from './commands/evaluate.ts';
import { addExportCommand } from './commands/export.ts';
import { addGenerateCommand } from './commands/generate.ts';
import { addInitCommand } from './commands/init.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addPluginsCommand } from './commands/plugins.ts';
import { addReplayCommand } from './commands/replay.ts';
import { addReportCommand } from './commands/report.ts';
import { addSandboxCommand } from './commands/sandbox.ts';
import { addScoreCommand } from './commands/score.ts';
import { addTestCommand } from './commands/test.ts';
import { addTrainCommand } from './commands/train.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { provideSandbox } from './default-sandbox.ts';
import type { ExitCode } from './exit.ts';

/** Adds one command to the program; the command reports its exit code through `done`. */
export type AddCommand = (program: Command, done: (code: ExitCode) => void) => void;

const COMMANDS: readonly AddCommand[] = [
  addInitCommand,
  addTrainCommand,
  addEvaluateCommand,
  addReportCommand,
  addReplayCommand,
  addVerifyCommand,
  addScoreCommand,
  addGenerateCommand,
  addExportCommand,
  addSandboxCommand,
  addPlanCommand,
  addConfigCommand,
  addPluginsCommand,
  addAddCommand,
  addDevicesCommand,
  addTestCommand,
];

/** The whole command line interface. */
export function createProgram(done: (code: ExitCode) => void): Command {
  const program = new Command('touchstone')
    .description('Reinforcement learning with verifiable rewards, composed from npm plugins.')
    .version(version(), '-V, --version', 'print the version')
    .showHelpAfterError('(see --help)')
    .showSuggestionAfterError()
    .exitOverride();
  for (const add of COMMANDS) add(program, done);
  provideSandbox();
  return program.addHelpText(
    'after',
    '\nExit codes: 0 ok, 1 the operation failed or found differences, 2 wrong usage or bad input, 130 interrupted.',
  );
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
