import { createKernel, resolveConfig, TouchstoneError, type SeedSource } from '@touchstone-rl/core';
import { Option, type Command } from 'commander';
import { describeCommand, jsonObject, wholeNumber, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { pluginFolders } from '../plugin-folders.ts';
import { printJson, say } from '../print.ts';
import { RowWriter } from '../rows/row-writer.ts';
import { count } from '../text.ts';

interface GenerateOptions extends CommonOptions {
  readonly n: number;
  readonly seed: number;
  readonly split: 'train' | 'validation' | 'test';
  readonly out: string;
  readonly options: Record<string, unknown>;
}

const CHUNK_ROWS = 256;

/** `touchstone generate` */
export function addGenerateCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('generate')
    .summary('Write seeds of a seed source as JSON Lines.')
    .description('Write seeds of a seed source as JSON Lines. The same arguments give the same seeds.')
    .argument('<source>', 'seed source plugin: a package, a short name such as arithmetic, or a path')
    .requiredOption('--n <count>', 'how many seeds', wholeNumber(1))
    .option('--seed <number>', 'random seed', wholeNumber(0), 0)
    .addOption(
      new Option('--split <name>', 'which split').choices(['train', 'validation', 'test']).default('train'),
    )
    .option('--out <file>', 'where seeds go; - for stdout', '-')
    .option('--options <json>', "the plugin's options as a JSON object", jsonObject, {});
  describeCommand(command, 'print the counts as JSON on stdout (needs --out FILE)', [
    'touchstone generate arithmetic --n 100 --split test --out seeds.jsonl',
    `touchstone generate jsonl --n 10 --options '{"train":"problems.jsonl"}'`,
  ]);
  command.action(async (source: string, options: GenerateOptions) => {
    if (options.json && options.out === '-') command.error('error: --json needs --out FILE');
    done(await generate(source, options));
  });
}

async function generate(plugin: string, options: GenerateOptions): Promise<ExitCode> {
  const source = await loadSource(plugin, options.options);
  const { n, seed, split, out } = options;
  const request = { split, count: n, randomSeed: seed, baseFolder: process.cwd() };
  const writer = new RowWriter(out);
  let rows: unknown[] = [];
  let written = 0;
  let bad = 0;
  for await (const row of source.seeds(request)) {
    if ('bad' in row) {
      bad += 1;
      say(`${row.place}: ${row.reason}`);
      continue;
    }
    rows.push(row);
    written += 1;
    if (rows.length < CHUNK_ROWS) continue;
    await writer.write(rows);
    rows = [];
  }
  await writer.write(rows);
  await writer.close();
  say(`${count(written, 'seed')}${bad ? `, ${count(bad, 'bad row')} set aside` : ''}`);
  if (options.json) printJson({ seeds: written, bad });
  return written === 0 ? EXIT.failed : EXIT.ok;
}

async function loadSource(plugin: string, options: Record<string, unknown>): Promise<SeedSource> {
  const config = await resolveConfig({ plugins: [[plugin, options]] }, { searchFolders: pluginFolders });
  const kernel = await createKernel(config);
  const [source] = [...kernel.seedSources.values()];
  if (source) return source;
  throw new TouchstoneError({
    code: 'NOT_A_SEED_SOURCE',
    message: `the plugin "${plugin}" provides no seeds; it is a ${kernel.plugins[0]?.kind}`,
    place: 'SOURCE',
    value: plugin,
    fix: 'name a plugin made with defineSeedSource',
  });
}
