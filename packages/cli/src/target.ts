import { existsSync, statSync } from 'node:fs';
import {
  configOfRun,
  loadConfig,
  RunFolder,
  TouchstoneError,
  type ResolvedConfig,
} from '@touchstone-rl/core';
import type { ConfigOptions } from './command-options.ts';
import { pluginFolders } from './plugin-folders.ts';

/** Loads a config file as the command line gives it. */
export function loadConfigFile(path: string, { set, loader }: ConfigOptions): Promise<ResolvedConfig> {
  return loadConfig(path, { set, loader, searchFolders: pluginFolders });
}

/** A config, and the run that was made from it when a run folder was named. */
export interface Target {
  readonly config: ResolvedConfig;
  readonly run?: RunFolder;
}

/** Loads what a `RUN|CONFIG` argument names: a folder is a run, a file is a config. */
export async function loadTarget(path: string, options: ConfigOptions = { set: [] }): Promise<Target> {
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    return { config: await loadConfigFile(path, options) };
  }
  const run = RunFolder.open(path);
  if (options.set.length > 0) {
    throw new TouchstoneError({
      code: 'RUN_IS_FIXED',
      message: '--set cannot change the config of a run',
      place: path,
      value: options.set.join(' '),
      fix: 'give the config file instead of the run folder',
    });
  }
  return { run, config: await configOfRun(run, pluginFolders) };
}
