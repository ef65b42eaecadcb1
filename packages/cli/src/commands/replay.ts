import {
  configOfRun,
  createKernel,
  replayRun,
  RunFolder,
  type PluginChange,
  type ReplayDifference,
} from '@touchstone-rl/core';
import type { Command } from 'commander';
import { describeCommand, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { StatusLine } from '../live/status-line.ts';
import { pluginFolders } from '../plugin-folders.ts';
import { print, printJson, say } from '../print.ts';
import { count } from '../text.ts';

const SHOWN_DIFFERENCES = 20;

/** `touchstone replay` */
export function addReplayCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('replay')
    .summary('Recompute every stored verdict and reward of a run.')
    .description(
      'Recompute every stored verdict and reward of a run, and report what no longer comes out the same.\n' +
        'Exits 1 if anything differs.',
    )
    .argument('<run>', 'run folder');
  describeCommand(command, 'print the report as JSON', ['touchstone replay runs/quickstart']);
  command.action(async (path: string, options: CommonOptions) => done(await replay(path, options)));
}

async function replay(path: string, { json }: CommonOptions): Promise<ExitCode> {
  const run = RunFolder.open(path);
  const config = await configOfRun(run, pluginFolders);
  const kernel = await createKernel(config, { onFailure: 'exclude' });
  const status = new StatusLine();
  const report = await replayRun(run, kernel, {
    onProgress: (rollouts) => status.update(`replayed ${rollouts} rollouts`),
  });
  status.clear();
  if (json) printJson(report);
  else {
    for (const change of report.pluginChanges) print(changeLine(change));
    for (const difference of report.differences.slice(0, SHOWN_DIFFERENCES))
      print(differenceLine(difference));
    if (report.differences.length > SHOWN_DIFFERENCES) print('... more differences: see --json');
  }
  const { rollouts, differing } = report;
  say(
    differing === 0
      ? `${count(rollouts, 'rollout')} replayed: every verdict and reward comes out the same`
      : `${differing} of ${count(rollouts, 'rollout')} differ`,
  );
  return differing === 0 ? EXIT.ok : EXIT.failed;
}

function changeLine({ plugin, stored, now }: PluginChange): string {
  return `plugin "${plugin}" is ${now ?? 'not loaded'} now; the run was made with ${stored ?? 'no such plugin'}`;
}

function differenceLine({ line, rolloutId, field, stored, now }: ReplayDifference): string {
  const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
  return `rollouts.jsonl:${line} ${rolloutId} ${field}: stored ${show(stored)}, now ${show(now)}`;
}
