import type { Seed } from '@touchstone-rl/core';
import type { CodeOptions } from '../options.ts';
import { TaskError, type Task } from '../task.ts';
import { taskOfApps, taskOfCodeContests, taskOfLiveCodeBench } from './contests.ts';
import { taskOfHumanEval, taskOfMbpp, taskOfMultiplE } from './humaneval.ts';
import { isObject, rowOf, type Row } from './row.ts';
import { taskOfTests } from './tests.ts';

type Format = Exclude<CodeOptions['format'], 'auto'>;

const READERS: Readonly<Record<Format, (row: Row, options: CodeOptions) => Task>> = {
  tests: taskOfTests,
  humaneval: taskOfHumanEval,
  mbpp: taskOfMbpp,
  'multipl-e': taskOfMultiplE,
  apps: taskOfApps,
  'code-contests': taskOfCodeContests,
  livecodebench: taskOfLiveCodeBench,
};

/**
 * What a seed's row asks of a program.
 *
 * @throws TaskError where the row cannot be judged, with the reason.
 * @example
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: 'Write add(a, b).' }], domain: 'code', verifier: 'code',
 *   meta: { language: 'python', entryPoint: 'add', tests: [{ args: [17, 25], expected: 42 }] },
 * };
 * taskOfSeed(seed, optionsSchema.parse({})).tests.kind; // 'calls'
 */
export function taskOfSeed(seed: Seed, options: CodeOptions): Task {
  const row = rowOf(seed);
  const format = options.format === 'auto' ? formatOf(row) : options.format;
  const task = READERS[format](row, options);
  const { tests } = task;
  const count =
    tests.kind === 'stdin' ? tests.runs.length : tests.kind === 'program' ? 1 : tests.calls.length;
  if (count > options.maxTests) {
    throw new TaskError(`the row has ${count} tests, more than maxTests (${options.maxTests})`);
  }
  return task;
}

/** Tells the shape of a row from its fields. */
function formatOf(row: Row): Format {
  const { tests, test } = row;
  if (row['input_output'] != null) return 'apps';
  if (row['public_test_cases'] != null || row['private_test_cases'] != null) return 'livecodebench';
  if (['public_tests', 'private_tests', 'generated_tests'].some((name) => isObject(row[name])))
    return 'code-contests';
  if (Array.isArray(row['test_list'])) return 'mbpp';
  if (Array.isArray(test) && test.every((one) => typeof one === 'string')) return 'mbpp';
  if (typeof test === 'string') return 'humaneval';
  if (typeof tests === 'string') return 'multipl-e';
  return 'tests';
}
