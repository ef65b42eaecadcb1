import type { JsonLine } from '@touchstone-rl/core';
import type { Command } from 'commander';
import { describeCommand, jsonObject, wholeNumber, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { printJson, say } from '../print.ts';
import { inOrder } from '../rows/in-order.ts';
import { readChunks } from '../rows/read-chunks.ts';
import { RowWriter } from '../rows/row-writer.ts';
import { count } from '../text.ts';
import { checkRow, requireGoldCheck } from '../verify/check-golds.ts';
import { explainVerdict } from '../verify/explain.ts';
import { loadVerifier, type LoadedVerifier } from '../verify/load-verifier.ts';
import { prepareRow, resultOf, type PreparedRow, type VerifyResult } from '../verify/verify-row.ts';

interface VerifyOptions extends CommonOptions {
  readonly verifier: string;
  readonly in: string;
  readonly out: string;
  readonly options: Record<string, unknown>;
  readonly deadline?: number;
  readonly concurrency: number;
  readonly explain?: boolean;
  readonly checkGolds?: boolean;
}

/** Rows judged together: enough to make the guard's cost vanish, few enough to stay small in memory. */
const CHUNK_ROWS = 256;

/** `touchstone verify` */
export function addVerifyCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('verify')
    .summary('Judge the answers of a JSON Lines file with one verifier.')
    .description(
      'Judge the answers of a JSON Lines file with one verifier.\n\n' +
        'Reads rows {id, gold, completion | pred, ...}: `completion` is a whole response, `pred` a bare answer.\n' +
        'Other fields of a seed (prompt, domain, meta) may stand beside; unknown ones go to seed.meta.\n' +
        'Writes {id, verdict, extracted, reason, ms} in the same order. A bad row is `unverifiable` with its\n' +
        'line, a verifier that fails gives `error`; neither ends the command.',
    )
    .requiredOption('--verifier <name>', 'verifier plugin: a package, a short name such as math, or a path')
    .requiredOption('--in <file>', 'rows to judge; - for stdin')
    .option('--out <file>', 'where verdicts go; - for stdout', '-')
    .option('--options <json>', "the verifier's options as a JSON object", jsonObject, {})
    .option('--deadline <ms>', 'longest time for one row, in milliseconds', wholeNumber(1))
    .option('--concurrency <n>', 'rows in progress at once, for verifiers that wait', wholeNumber(1), 4)
    .option('--explain', 'explain every verdict on stderr')
    .option('--check-golds', 'check the golds instead: can they ever be matched? Exits 1 if one cannot');
  describeCommand(command, 'print the counts as JSON on stdout (needs --out FILE)', [
    'touchstone verify --verifier math --in answers.jsonl --out verdicts.jsonl',
    'touchstone verify --verifier ./my-verifier.ts --in - --options \'{"strict":true}\' --explain',
    'touchstone verify --verifier math --in golds.jsonl --check-golds',
  ]);
  command.action(async (options: VerifyOptions) => {
    if (options.json && options.out === '-') command.error('error: --json needs --out FILE');
    done(await verify(options));
  });
}

async function verify(options: VerifyOptions): Promise<ExitCode> {
  const verifier = await loadVerifier(options.verifier, options.options, options.deadline);
  const started = performance.now();
  const counts = options.checkGolds ? await checkGolds(verifier, options) : await judge(verifier, options);
  const rows = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const seconds = (performance.now() - started) / 1000;
  const parts = Object.entries(counts).map(([name, n]) => `${name} ${n}`);
  say(`${count(rows, 'row')} in ${seconds.toFixed(1)} s: ${parts.join(' · ') || 'none'}`);
  if (options.json) printJson({ rows, ...counts });
  return options.checkGolds && counts.unusable ? EXIT.failed : EXIT.ok;
}

type Counts = Record<string, number>;

async function judge({ kernel, name }: LoadedVerifier, options: VerifyOptions): Promise<Counts> {
  const writer = new RowWriter(options.out, options.in);
  const counts: Counts = {};
  await inOrder(
    readChunks(options.in, CHUNK_ROWS),
    options.concurrency,
    (lines) => judgeChunk({ kernel, name }, lines),
    async (judged) => {
      for (const { result } of judged) counts[result.verdict] = (counts[result.verdict] ?? 0) + 1;
      if (options.explain) await explain({ kernel, name }, judged);
      await writer.write(judged.map(({ result }) => result));
    },
  );
  await writer.close();
  return counts;
}

interface JudgedRow {
  readonly row: PreparedRow;
  readonly result: VerifyResult;
}

async function judgeChunk(
  { kernel, name }: LoadedVerifier,
  lines: readonly JsonLine<unknown>[],
): Promise<JudgedRow[]> {
  const rows = lines.map((line) => prepareRow(line, name));
  const judged = await kernel.judgeMany(
    name,
    rows.flatMap((row) => ('input' in row ? [row.input] : [])),
  );
  let next = 0;
  return rows.map((row) => ({
    row,
    result: 'input' in row ? resultOf(row.line, judged[next++]!) : row.result,
  }));
}

async function explain({ kernel, name }: LoadedVerifier, judged: readonly JudgedRow[]): Promise<void> {
  for (const { row, result } of judged) {
    if ('result' in row) say(`${result.reason}`);
    else for (const line of await explainVerdict(kernel.verifier(name), row.input, result)) say(line);
    say();
  }
}

async function checkGolds({ kernel, name }: LoadedVerifier, options: VerifyOptions): Promise<Counts> {
  const check = requireGoldCheck(kernel.verifier(name), name);
  const writer = new RowWriter(options.out, options.in);
  const counts: Counts = {};
  for await (const lines of readChunks(options.in, CHUNK_ROWS)) {
    const results = await Promise.all(lines.map((line) => checkRow(line, name, check)));
    for (const { usable, note } of results) {
      const key = usable ? (note === null ? 'usable' : 'usable with a note') : 'unusable';
      counts[key] = (counts[key] ?? 0) + 1;
    }
    await writer.write(results);
  }
  await writer.close();
  return counts;
}
