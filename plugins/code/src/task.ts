import type { SandboxLimits } from '@touchstone-rl/core';
import type { CallTest } from './assertions/assertion.ts';
import type { OutputPolicy } from './compare/output.ts';
import type { Value } from './value/value.ts';

/** A test that gives a program its input and reads what it prints. */
export interface StdinTest {
  readonly stdin: string;
  readonly expected: string;
}

/** The tests of a data set as a program, where they could not be read as data. */
export interface TestProgram {
  readonly source: string;
  /** Definitions that the tests need beside the program's function. */
  readonly setup: string;
  /** What in the tests could not be read as data. */
  readonly reason: string;
}

/** Trusted code that decides whether an answer is right, where several are. */
export interface Checker {
  readonly language: string;
  /** Defines `check(input, answer, expected)`, which gives true or false. */
  readonly source: string;
}

/** A call whose answer a checker judges. */
export interface CheckedCall {
  readonly arguments: readonly Value[];
  readonly expected: Value;
}

/**
 * What a row asks of a program.
 *
 * @example
 * const countOf = ({ tests }: Task): number =>
 *   tests.kind === 'stdin' ? tests.runs.length : tests.kind === 'program' ? 1 : tests.calls.length;
 */
export interface Task {
  readonly language: string;
  readonly tests:
    | { readonly kind: 'calls'; readonly entryPoint: string; readonly calls: readonly CallTest[] }
    | { readonly kind: 'checked-calls'; readonly entryPoint: string; readonly calls: readonly CheckedCall[] }
    | { readonly kind: 'stdin'; readonly runs: readonly StdinTest[] }
    | { readonly kind: 'program'; readonly entryPoint: string; readonly program: TestProgram };
  /** Makes the whole program of what was found in the answer. */
  readonly assemble: (program: string) => string;
  readonly checker?: Checker;
  readonly output?: Partial<OutputPolicy>;
  readonly limits?: Partial<SandboxLimits>;
}

/** The function that the tests call, where they call one. */
export function entryPointOf({ tests }: Task): string | undefined {
  return tests.kind === 'stdin' ? undefined : tests.entryPoint;
}

/** Thrown where a row cannot be judged as it stands. The verdict is `unverifiable`, with this reason. */
export class TaskError extends Error {}
