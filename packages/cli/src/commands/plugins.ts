import { createKernel, type LoadedPlugin, type RunFolder, type TapCost } from '@touchstone-rl/core';
import type { Command } from 'commander';
import { describeCommand, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { print, printJson, say } from '../print.ts';
import { loadTarget } from '../target.ts';
import { duration, table } from '../text.ts';
import { searchCommand } from './search-plugins.ts';

/** Calls, time and failures by plugin and hook, as a run's `timings.jsonl` keeps them. */
type Costs = Readonly<Record<string, Readonly<Record<string, TapCost>>>>;

interface PluginsOptions extends CommonOptions {
  readonly search?: string;
}

/** `touchstone plugins` */
export function addPluginsCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('plugins')
    .summary('List the plugins of a config or a run, and what they cost.')
    .description('List the plugins of a config or a run in order: versions, what they tap, what they cost.')
    .argument('[config-or-run]', 'config file, or run folder')
    .option(
      '--search <word>',
      'list the plugins that npm has for a word instead, from their package.json alone',
    );
  describeCommand(command, 'print the list as JSON', [
    'touchstone plugins touchstone.config.ts',
    'touchstone plugins runs/quickstart',
    'touchstone plugins --search length',
  ]);
  command.action(async (path: string | undefined, { json = false, search }: PluginsOptions) => {
    if (search !== undefined) return done((await searchCommand(search, json)) ? EXIT.ok : EXIT.failed);
    if (path === undefined) return command.error('error: give a config, a run folder, or --search WORD');
    const { config, run } = await loadTarget(path);
    const { plugins } = await createKernel(config);
    const costs = run && (await costsOf(run));
    if (json) printJson(plugins.map((plugin) => ({ ...plugin, costs: costs?.[plugin.name] })));
    else for (const line of costs ? costLines(plugins, costs) : setupLines(plugins)) print(line);
    if (run && !costs) say('the run has not ended yet, so it has no costs; setup times are of this command');
    done(EXIT.ok);
  });
}

async function costsOf(run: RunFolder): Promise<Costs | undefined> {
  const lines = await run.read<{ kind?: string; costs?: Costs }>('timings');
  return lines.findLast(({ kind }) => kind === 'plugins')?.costs;
}

function setupLines(plugins: readonly LoadedPlugin[]): string[] {
  const rows = plugins.map((plugin, i) => [
    ...identity(plugin, i),
    plugin.taps.join(', '),
    milliseconds(plugin.setupMilliseconds),
  ]);
  return table([['#', 'plugin', 'version', 'kind', 'taps', 'setup'], ...rows]);
}

function costLines(plugins: readonly LoadedPlugin[], costs: Costs): string[] {
  const rows = plugins.flatMap((plugin, i) =>
    Object.entries(costs[plugin.name] ?? {}).map(([hook, cost]) => [
      ...identity(plugin, i),
      hook,
      String(cost.calls),
      cost.milliseconds < 10_000 ? milliseconds(cost.milliseconds) : duration(cost.milliseconds),
      String(cost.failures),
    ]),
  );
  return table([['#', 'plugin', 'version', 'kind', 'hook', 'calls', 'total', 'failures'], ...rows]);
}

function identity({ name, version, kind }: LoadedPlugin, index: number): string[] {
  return [String(index + 1), name, version, kind];
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}
