import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createKernel,
  loadConfig,
  loadModule,
  type ConfiguredPlugin,
  type PluginFactory,
} from '@touchstone-rl/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, projectFolder, readRows, touchstone } from '../cli/touchstone.ts';
import { tinyProject } from '../train/tiny.ts';
import { codeBlocks, readPages, ROOT, type CodeBlock } from './pages.ts';

/** Scripts of the root package.json; running them is the business of `.ci/run`. */
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

let finishedRun: string;
beforeAll(async () => {
  const cwd = tinyProject();
  await touchstone(['train', 'tiny.json', '--run', 'run'], { cwd });
  finishedRun = join(cwd, 'run');
});

/** A folder as the pages assume it: the quickstart's config, and a finished run at runs/quickstart. */
function readersFolder(): string {
  const folder = projectFolder();
  copyFileSync(join(ROOT, 'quickstart.config.ts'), join(folder, 'quickstart.config.ts'));
  cpSync(finishedRun, join(folder, 'runs/quickstart'), { recursive: true });
  return folder;
}

/** What the commands of the last block printed. */
let printed = '';

async function run(block: CodeBlock, index: number, folder: string): Promise<void> {
  const file = join(folder, block.file ?? `block-${index}.${block.language}`);
  if (['ts', 'js', 'json', 'jsonl', 'py', 'cpp'].includes(block.language)) {
    writeFileSync(file, `${block.code}\n`);
  }
  switch (block.language) {
    case 'ts':
    case 'js':
      if (file.endsWith('.mjs')) return;
      return file.endsWith('.test.ts') ? runTests(file, folder) : load(file, block.code);
    case 'json':
      return void JSON.parse(block.code);
    case 'jsonl':
      return block.code.split('\n').forEach((line) => void JSON.parse(line));
    case 'sh':
      printed = '';
      for (const line of commandsOf(block.code)) printed += await runCommand(line, folder);
      return;
    case 'text':
      if (block.file === 'output' && block.code !== printed.trimEnd())
        throw new Error(`it printed:\n${printed}`);
      return;
    case 'diff':
      return;
    default:
      throw new Error(`nothing here can run a block of "${block.language}"`);
  }
}

/** Loads a module; a config is resolved with its plugins, a plugin is set up. */
async function load(file: string, code: string): Promise<void> {
  const exported = await loadModule(file);
  if (isPlugin(exported)) await createKernelOf(exported);
  else if (code.includes('defineConfig(')) await createKernel(await loadConfig(file));
}

/** Runs a test file of a page with vitest, as its reader would. */
async function runTests(file: string, folder: string): Promise<void> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  await promisify(execFile)(process.execPath, [vitest, 'run', '--root', folder, file]);
}

function isPlugin(value: unknown): value is PluginFactory<undefined> {
  return typeof value === 'function' && 'definition' in value;
}

async function createKernelOf(plugin: PluginFactory<undefined>): Promise<void> {
  const folder = projectFolder({ 'config.json': '{}' });
  const config = await loadConfig(join(folder, 'config.json'));
  const configured: ConfiguredPlugin = plugin();
  await createKernel({ ...config, plugins: [{ plugin: configured, origin: 'inline' }] });
}

function commandsOf(code: string): string[] {
  return code
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/^\$ /, '').replace(/ +#(?! exits).*$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Runs a command of a page and gives what it printed. `# exits 1` behind it says how it must end. Training is only
 * resolved: whole runs have tests of their own.
 */
async function runCommand(line: string, folder: string): Promise<string> {
  const [command, expected = '0'] = line.split(/ +# exits /);
  const [program, ...args] = words(command!.replace(/^npx (?=touchstone)/, ''));
  if (program === 'node') return (await promisify(execFile)(process.execPath, args, { cwd: folder })).stdout;
  if (program === 'npm') {
    checkScript(args);
    return '';
  }
  expect(program, `a page may use touchstone, npm and node: ${line}`).toBe('touchstone');
  const given = args[0] === 'train' ? resolvedOnly(args) : args;
  const { code, stdout, stderr } = await touchstone(given, { cwd: folder });
  if (String(code) !== expected) throw new Error(`${line}\nexited with ${code}: ${stderr}`);
  if (args[0] === 'generate') answerSeeds(folder, args[args.indexOf('--out') + 1]!);
  return stdout;
}

/**
 * Pages write seeds to a file and judge answered.jsonl; what a reader's model does in between, the golds do here.
 */
function answerSeeds(folder: string, written: string): void {
  const seeds = readRows<{ gold: string }>(join(folder, written));
  const answered = seeds.map((seed) => ({ ...seed, pred: seed.gold }));
  writeFileSync(join(folder, 'answered.jsonl'), jsonLines(...answered));
}

function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
}

function checkScript([command, name]: readonly string[]): void {
  if (command === 'run') expect(scripts).toHaveProperty([name!]);
  else expect(['test', 'install', 'create', 'init', 'publish', 'pack']).toContain(command);
}

function resolvedOnly(args: readonly string[]): string[] {
  const at = args.indexOf('--resume');
  if (at !== -1) return ['plugins', args[at + 1]!];
  const run = args.indexOf('--run');
  return ['config', ...args.slice(1).filter((_, i) => run === -1 || (i + 1 !== run && i + 1 !== run + 1))];
}

describe('every code block runs', () => {
  it.each(readPages())('$path', async ({ blocks }) => {
    const folder = readersFolder();
    process.chdir(folder);
    const problems: string[] = [];
    for (const [index, block] of blocks.entries()) {
      const problem = await run(block, index, folder).catch((error: Error) => error);
      if (problem) problems.push(`line ${block.line}: ${problem.message}`);
    }
    expect(problems).toEqual([]);
  });
});

describe('codeBlocks', () => {
  it('reads language, file name and place, and leaves out blocks without a language', () => {
    const page = 'a\n```ts reward.ts\nlet a;\n```\n\n```\nplain\n```\n````sh\n```\n````';
    expect(codeBlocks(page)).toEqual([
      { language: 'ts', file: 'reward.ts', line: 2, code: 'let a;' },
      { language: 'sh', file: undefined, line: 9, code: '```' },
    ]);
  });
});
