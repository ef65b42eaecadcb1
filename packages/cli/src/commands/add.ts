import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { API_VERSION, packageNames, TouchstoneError } from '@touchstone-rl/core';
import type { Command } from 'commander';
import { addToConfig, type Edited } from '../add/edit-config.ts';
import { describeCommand, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { print, printJson, say } from '../print.ts';
import { manifestOf, registryOf, type PublishedManifest } from '../registry/registry.ts';

interface AddOptions extends CommonOptions {
  readonly config: string;
}

/** `touchstone add` */
export function addAddCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('add')
    .summary('Install a plugin and add it to the config.')
    .description(
      'Install a plugin from npm, say what it taps and under which licence it is, and add it to the config.\n\n' +
        'It is looked at before it is installed: a plugin made for another API version is refused, and no install\n' +
        'script is ever run.',
    )
    .argument('<name>', 'name in a config, such as brevity or @me/brevity, or the name of the package')
    .option('--config <file>', 'config file to add it to', 'touchstone.config.ts');
  describeCommand(command, 'print what was done as JSON', [
    'touchstone add brevity',
    'touchstone add @me/brevity',
  ]);
  command.action(async (name: string, { config, json }: AddOptions) => {
    done(await add(name, resolve(config), json ?? false));
  });
}

async function add(name: string, config: string, json: boolean): Promise<ExitCode> {
  if (!existsSync(config)) {
    throw new TouchstoneError({
      code: 'FILE_MISSING',
      message: 'there is no config to add the plugin to',
      place: config,
      fix: 'give one with --config FILE, or start a project with touchstone init',
    });
  }
  const folder = dirname(config);
  const manifest = await find(name, folder);
  if (!json) for (const line of describe(manifest)) print(line);
  await install(manifest, folder);
  const entry = nameInConfig(manifest.name);
  const edited = await addToConfig(config, entry);
  if (json) printJson({ ...factsOf(manifest), config, entry, ...edited });
  say(outcome(edited, entry, config));
  return edited.state === 'by hand' ? EXIT.failed : EXIT.ok;
}

/** The first package of that name that is a plugin for this core. */
async function find(name: string, folder: string): Promise<PublishedManifest> {
  const tried = packageNames(name, 'plugin');
  for (const candidate of tried) {
    const manifest = await manifestOf(await registryOf(folder, candidate), candidate);
    if (!manifest?.touchstone) continue;
    const { api } = manifest.touchstone;
    if (api === API_VERSION) return manifest;
    throw new TouchstoneError({
      code: 'PLUGIN_API_VERSION',
      message: `package ${candidate} ${manifest.version} was made for plugin API ${api}; this core speaks API ${API_VERSION}`,
      place: candidate,
      fix:
        api !== undefined && api > API_VERSION
          ? 'update @touchstone-rl/core'
          : 'ask its author for a newer version',
    });
  }
  throw new TouchstoneError({
    code: 'UNKNOWN_PLUGIN',
    message: `no package provides the plugin "${name}" (tried ${tried.join(', ')})`,
    place: 'touchstone add',
    value: name,
    fix: 'look for it with touchstone plugins --search WORD',
  });
}

function factsOf({ name, version, license, touchstone }: PublishedManifest): object {
  return { name, version, license, ...touchstone };
}

function describe({
  name,
  version,
  description,
  license,
  hasInstallScript,
  touchstone,
}: PublishedManifest): string[] {
  return [
    `${name} ${version}${description ? `: ${description}` : ''}`,
    `  kind     ${touchstone?.kind ?? 'not said'}`,
    `  taps     ${touchstone?.hooks?.join(', ') || 'not said; touchstone plugins CONFIG shows it'}`,
    `  licence  ${license ?? 'none given'}`,
    ...(hasInstallScript ? ['  note     it has an install script, which is not run'] : []),
  ];
}

function install({ name, version }: PublishedManifest, cwd: string): Promise<void> {
  const args = ['install', `${name}@${version}`, '--ignore-scripts', '--no-audit', '--no-fund'];
  return new Promise((settle, reject) => {
    const npm = spawn('npm', args, { cwd, stdio: ['ignore', process.stderr, process.stderr] });
    npm.on('error', reject);
    npm.on('close', (code) => {
      if (code === 0) return settle();
      const message = `npm could not install ${name}; what it said stands above`;
      reject(
        new TouchstoneError({
          code: 'PLUGIN_FAILED',
          message,
          place: cwd,
          fix: `npm ${args.slice(0, 2).join(' ')}`,
        }),
      );
    });
  });
}

/** The shortest name by which a config finds the package. */
function nameInConfig(packageName: string): string {
  const short = packageName.replace(/^@touchstone-rl\/plugin-|touchstone-plugin-/, '');
  return packageNames(short, 'plugin').includes(packageName) ? short : packageName;
}

function outcome(edited: Edited, entry: string, config: string): string {
  if (edited.state === 'added') return `added '${entry}' to the plugins of ${config}`;
  if (edited.state === 'there already') return `'${entry}' stands in ${config} already`;
  return `installed, but ${config} was left as it is (${edited.why}): write plugins: [..., '${entry}'] yourself`;
}
