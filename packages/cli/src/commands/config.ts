import {
  configJsonSchema,
  createKernel,
  leavesOf,
  preview,
  type LoadedPlugin,
  type ResolvedConfig,
} from '@touchstone-rl/core';
import type { Command } from 'commander';
import {
  describeCommand,
  withConfigOptions,
  type CommonOptions,
  type ConfigOptions,
} from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { print, printJson } from '../print.ts';
import { loadConfigFile } from '../target.ts';
import { table } from '../text.ts';

interface ConfigCommandOptions extends CommonOptions, ConfigOptions {
  readonly schema?: boolean;
}

/** `touchstone config` */
export function addConfigCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('config')
    .summary('Print a config as it resolves, with the origin of each value.')
    .description('Print a config as it resolves: every value and where it came from; every plugin.')
    .argument('[config]', 'config file (.ts, .js or .json)')
    .option('--schema', 'print the JSON Schema of config files instead, for editors');
  withConfigOptions(command);
  describeCommand(command, 'print the resolved config as JSON', [
    'touchstone config touchstone.config.ts --set grpo.steps=20',
    'touchstone config --schema > touchstone.schema.json',
  ]);
  command.action(async (path: string | undefined, options: ConfigCommandOptions) => {
    if (options.schema) printJson(configJsonSchema());
    else if (path === undefined) command.error('error: give a config file, or --schema');
    else await showConfig(path, options);
    done(EXIT.ok);
  });
}

async function showConfig(path: string, options: ConfigCommandOptions): Promise<void> {
  const config = await loadConfigFile(path, options);
  const { plugins } = await createKernel(config);
  if (options.json) printJson(asJson(config, plugins));
  else for (const line of [...settingLines(config), '', ...pluginLines(plugins)]) print(line);
}

function asJson({ file, settings, origins }: ResolvedConfig, plugins: readonly LoadedPlugin[]): unknown {
  return {
    file,
    settings,
    origins: Object.fromEntries(origins),
    plugins: plugins.map(({ name, version, kind, origin, options }) => ({
      name,
      version,
      kind,
      origin,
      options,
    })),
  };
}

function settingLines({ settings, origins }: ResolvedConfig): string[] {
  const rows = leavesOf(settings).map(([path, value]) => [path, preview(value, 60), origins.get(path) ?? '']);
  return table([['setting', 'value', 'from'], ...rows]);
}

function pluginLines(plugins: readonly LoadedPlugin[]): string[] {
  const rows = plugins.map(({ name, version, origin, options }) => [
    name,
    version,
    origin,
    preview(options, 200),
  ]);
  return plugins.length ? table([['plugin', 'version', 'from', 'options'], ...rows]) : ['no plugins'];
}
