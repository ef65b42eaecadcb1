import type { VerifierInput } from '@touchstone-rl/core';
import { parseResponse } from '@touchstone-rl/core';
import { extractProgram } from './extract.ts';
import type { CodeOptions } from './options.ts';
import { taskOfSeed } from './rows/task-of-row.ts';
import { entryPointOf, TaskError, type Task } from './task.ts';

/** Lines that tell a person how a row is read: language, tests, and where the program was found. */
export function explainCode(
  { seed, completion, answer, pred }: VerifierInput,
  options: CodeOptions,
): string[] {
  try {
    const task = taskOfSeed(seed, options);
    const text = pred ?? answer ?? parseResponse(completion ?? '').answer;
    const extraction = pred === undefined ? options.extraction : 'whole';
    const found = extractProgram(text, task.language, extraction, entryPointOf(task));
    return [
      `language   ${task.language}`,
      `tests      ${testsLine(task)}`,
      `program    ${'problem' in found ? `none: ${found.problem}` : `${found.from}, ${found.program.length} characters`}`,
    ];
  } catch (error) {
    if (error instanceof TaskError) return [`row        ${error.message}`];
    throw error;
  }
}

function testsLine({ tests, checker }: Task): string {
  const judged = checker ? 'a checker judges what it gives' : 'values are compared outside the sandbox';
  switch (tests.kind) {
    case 'stdin':
      return `${tests.runs.length} inputs; ${judged}`;
    case 'calls':
    case 'checked-calls':
      return `${tests.calls.length} calls of ${tests.entryPoint}; ${judged}`;
    case 'program':
      return `a program about ${tests.entryPoint}, not readable as data: ${tests.program.reason}`;
  }
}
