import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  messageOf,
  readJsonLines,
  RunFolder,
  type ConfigRecord,
  type CurationRecord,
  type RolloutRecord,
  type SeedRecord,
  type Settings,
  type StepRecord,
} from '@touchstone-rl/core';
import {
  AFTER,
  BEFORE,
  type ComparisonRecord,
  type EvaluatedRolloutRecord,
  type EvaluationRecord,
  type RunData,
  type TimingRecord,
} from './run-data.ts';
import { RolloutSampler } from './sample-rollouts.ts';

/**
 * Reads a run folder, finished or not. Only `run.json` has to be there; of journals, unreadable lines are
 * counted among the problems and passed over.
 */
export async function readRun(path: string): Promise<RunData> {
  const { record } = RunFolder.open(path);
  const problems: string[] = [];
  const config = readConfig(path, problems);
  const read = <T>(name: string, keep?: (value: T) => boolean): Promise<T[]> =>
    readLines(join(path, `${name}.jsonl`), problems, keep);
  const seedRecords = await read<SeedRecord>('seeds');
  const steps = await read<StepRecord>('metrics');
  const evaluations = await read<EvaluationRecord | ComparisonRecord>('evaluations');
  return {
    shownPath: shownPath(path),
    record,
    config,
    settings: (config?.settings ?? {}) as Partial<Settings>,
    seedRecords,
    seeds: new Map(seedRecords.flatMap(({ seed }) => (seed ? [[seed.id, seed]] : []))),
    sft: steps.filter(({ phase }) => phase === 'sft'),
    grpo: steps.filter(({ phase }) => phase === 'grpo'),
    evaluations: evaluations.filter((one) => one.kind === 'evaluation'),
    comparison: evaluations.filter((one) => one.kind === 'comparison').findLast(isMainComparison),
    heldOut: await read<EvaluatedRolloutRecord>('evaluation-rollouts', isHeldOut),
    curation: await read<CurationRecord>('curation'),
    rollouts: await sampleRollouts(join(path, 'rollouts.jsonl'), problems),
    timings: await read<TimingRecord>('timings'),
    problems,
  };
}

function readConfig(path: string, problems: string[]): ConfigRecord | undefined {
  const file = join(path, 'config.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ConfigRecord;
  } catch (error) {
    problems.push(`config.json: ${messageOf(error)}`);
    return undefined;
  }
}

async function sampleRollouts(
  path: string,
  problems: string[],
): Promise<ReturnType<RolloutSampler['result']>> {
  const sampler = new RolloutSampler();
  await eachLine<RolloutRecord>(path, problems, (record) => sampler.add(record));
  return sampler.result();
}

async function readLines<T>(path: string, problems: string[], keep?: (value: T) => boolean): Promise<T[]> {
  const values: T[] = [];
  await eachLine<T>(path, problems, (value) => {
    if (!keep || keep(value)) values.push(value);
  });
  return values;
}

/** Reads a journal line by line. A broken last line is what a stopped writer leaves, and no problem. */
async function eachLine<T>(path: string, problems: string[], take: (value: T) => void): Promise<void> {
  if (!existsSync(path)) return;
  const bad: number[] = [];
  let last = 0;
  for await (const row of readJsonLines<T>(path)) {
    last = row.line;
    if ('value' in row) take(row.value);
    else bad.push(row.line);
  }
  const inside = bad.filter((line) => line !== last);
  if (inside.length === 0) return;
  problems.push(`${basename(path)}: ${inside.length} unreadable, the first is line ${inside[0]}`);
}

function isMainComparison({ before, after, split }: ComparisonRecord): boolean {
  return split === 'test' && before === BEFORE && after === AFTER;
}

function isHeldOut({ split, evaluation }: EvaluatedRolloutRecord): boolean {
  return split === 'test' && (evaluation === BEFORE || evaluation === AFTER);
}

function shownPath(path: string): string {
  const full = resolve(path);
  return `${basename(dirname(full))}/${basename(full)}`.replace(/^\//, '');
}
