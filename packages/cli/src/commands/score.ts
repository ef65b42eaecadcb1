import {
  createKernel,
  defineVerifier,
  TouchstoneError,
  unverifiable,
  type Kernel,
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
import { printJson, say } from '../print.ts';
import { readChunks } from '../rows/read-chunks.ts';
import { RowWriter } from '../rows/row-writer.ts';
import { groupRows, scoreGroup } from '../score/score-groups.ts';
import type { ScoreResult } from '../score/score-row.ts';
import { loadConfigFile } from '../target.ts';
import { count } from '../text.ts';

interface ScoreOptions extends CommonOptions, ConfigOptions {
  readonly in: string;
  readonly out: string;
}

const CHUNK_ROWS = 256;

/** `touchstone score` */
export function addScoreCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('score')
    .summary('Compute the rewards of recorded completions.')
    .description(
      'Compute the rewards of recorded completions with the rewards of a config.\n\n' +
        'Reads rows {id, gold, completion, finish_reason, lengthTokens | tokens, group?, ...}. The fields of the\n' +
        'seed (prompt, gold, verifier, meta) stand in the row or under `seed`. Neighbouring rows with the same\n' +
        '`group`, or else `seedId`, are scored as one group. Lengths are tokens and are never guessed.\n' +
        'Writes {id, state, reward, terms, verdict, extracted, reason} in the same order. A bad row is `failed`\n' +
        'with its line and does not end the command.',
    )
    .argument('<config>', 'config file with rewards and their verifier')
    .requiredOption('--in <file>', 'recorded completions; - for stdin')
    .option('--out <file>', 'where rewards go; - for stdout', '-');
  withConfigOptions(command);
  describeCommand(command, 'print the counts as JSON on stdout (needs --out FILE)', [
    'touchstone score touchstone.config.ts --in completions.jsonl --out rewards.jsonl',
  ]);
  command.action(async (path: string, options: ScoreOptions) => {
    if (options.json && options.out === '-') command.error('error: --json needs --out FILE');
    done(await score(path, options));
  });
}

async function score(path: string, options: ScoreOptions): Promise<ExitCode> {
  const config = await loadConfigFile(path, options);
  const { kernel, defaultVerifier } = await scoringKernel(config, path);
  const writer = new RowWriter(options.out, options.in);
  const tally = new Tally();
  let pending: ScoreResult[] = [];
  for await (const rows of groupRows(readChunks(options.in, CHUNK_ROWS), defaultVerifier)) {
    const results = await scoreGroup(kernel, rows);
    results.forEach((result) => tally.add(result));
    pending.push(...results);
    if (pending.length < CHUNK_ROWS) continue;
    await writer.write(pending);
    pending = [];
  }
  await writer.write(pending);
  await writer.close();
  for (const line of tally.lines()) say(line);
  if (options.json) printJson(tally.toJSON());
  return EXIT.ok;
}

/** A kernel of the config in which no failed term ends the command, and the verifier of rows that name none. */
async function scoringKernel(
  config: ResolvedConfig,
  path: string,
): Promise<{ kernel: Kernel; defaultVerifier: string | undefined }> {
  const overrides = { onFailure: 'exclude' } as const;
  const kernel = await createKernel(config, overrides);
  if (kernel.terms.size === 0) {
    throw new TouchstoneError({
      code: 'NO_REWARDS',
      message: 'the config loads no reward',
      place: path,
      fix: "add one to `plugins`, or a preset such as presets: ['phi4-reasoning']",
    });
  }
  const [only, ...others] = kernel.verifiers.keys();
  if (only !== undefined) return { kernel, defaultVerifier: others.length ? undefined : only };
  const plugins = [...config.plugins, { plugin: noVerifier(), origin: 'touchstone score' }];
  return { kernel: await createKernel(config, { ...overrides, plugins }), defaultVerifier: 'none' };
}

/** Stands in where a config's rewards need no verdict. */
const noVerifier = defineVerifier({
  name: 'none',
  verify: () => unverifiable('the config loads no verifier'),
});

/** Counts results as they go by. */
class Tally {
  readonly #states: Record<ScoreResult['state'], number> = { scored: 0, abstained: 0, failed: 0 };
  #sum = 0;
  #firstFailure: string | undefined;

  add({ state, reward, reason }: ScoreResult): void {
    this.#states[state] += 1;
    this.#sum += reward ?? 0;
    if (state === 'failed') this.#firstFailure ??= reason ?? undefined;
  }

  lines(): string[] {
    const { rows, meanReward } = this.toJSON();
    const states = Object.entries(this.#states).filter(([, n]) => n > 0);
    const parts = states.map(([state, n]) => `${state} ${n}`);
    if (meanReward !== null) parts.push(`mean reward ${meanReward.toFixed(4)}`);
    const summary = `${count(rows, 'row')}: ${parts.join(' · ') || 'none'}`;
    return this.#firstFailure ? [summary, `first failure: ${this.#firstFailure}`] : [summary];
  }

  toJSON(): { rows: number; scored: number; abstained: number; failed: number; meanReward: number | null } {
    const { scored, abstained, failed } = this.#states;
    const meanReward = scored > 0 ? this.#sum / scored : null;
    return { rows: scored + abstained + failed, scored, abstained, failed, meanReward };
  }
}
