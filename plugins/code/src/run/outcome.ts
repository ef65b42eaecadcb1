import type { SandboxResult, SandboxStatus } from '@touchstone-rl/core';

/**
 * What came of one test. Of the judge's verdicts: accepted, wrong answer, time, memory or output limit exceeded,
 * runtime error, compilation error. `SKIPPED`: not run after an earlier failure. `UNKNOWN`: nothing can be said,
 * which is never the program's failure.
 *
 * @example
 * const passed = (verdicts: readonly TestVerdict[]): number => verdicts.filter((each) => each === 'AC').length;
 */
export type TestVerdict = 'AC' | 'WA' | 'TLE' | 'MLE' | 'OLE' | 'RE' | 'CE' | 'SKIPPED' | 'UNKNOWN';

/**
 * What one test came to.
 *
 * @example
 * const outcomesOf = ({ evidence }: Verdict): readonly TestOutcome[] =>
 *   (evidence?.['tests'] ?? []) as readonly TestOutcome[];
 */
export interface TestOutcome {
  readonly verdict: TestVerdict;
  /** One sentence; no more than a few hundred characters of it come from the program. */
  readonly detail?: string;
  readonly cpuSeconds?: number;
}

/**
 * How a verdict was come to, from strongest to weakest.
 *
 * @example
 * const integrityOf = ({ evidence }: Verdict): Integrity => evidence?.['integrity'] as Integrity;
 */
export type Integrity =
  /** Expected values never entered a sandbox. */
  | 'outside'
  /** The data set's own tests ran, in a sandbox without the program. */
  | 'separate'
  /** The tests ran beside the program, which could change what they say. */
  | 'in-process';

/**
 * Thrown where the sandbox itself failed: nothing is known of the program, and the reward term fails.
 *
 * @example
 * const mayRetry = (error: unknown): boolean => error instanceof SandboxFailure;
 */
export class SandboxFailure extends Error {}

const VERDICTS: Readonly<Partial<Record<SandboxStatus, TestVerdict>>> = {
  'compile-error': 'CE',
  'runtime-error': 'RE',
  'time-limit': 'TLE',
  'memory-limit': 'MLE',
  'output-limit': 'OLE',
  unsupported: 'UNKNOWN',
  refused: 'UNKNOWN',
};

/** The outcome of a run that ended otherwise than `ok`, or nothing for one that ended well. */
export function outcomeOfStatus(result: SandboxResult): TestOutcome | undefined {
  const { status, reason, stderr, usage } = result;
  if (status === 'ok') return undefined;
  const verdict = VERDICTS[status];
  if (verdict === undefined) throw new SandboxFailure(`the sandbox failed: ${shorten(reason ?? status)}`);
  const said = reason ?? lastLine(stderr);
  const detail = verdict === 'UNKNOWN' ? `${status}: ${shorten(said)}` : shorten(said);
  return { verdict, ...(detail !== '' && { detail }), cpuSeconds: usage.cpuSeconds };
}

const MAX_DETAIL = 300;

/** At most 300 characters of a text. */
export function shorten(text: string): string {
  return text.length > MAX_DETAIL ? `${text.slice(0, MAX_DETAIL)}...` : text;
}

function lastLine(text: string): string {
  const end = text.slice(-2 * MAX_DETAIL).trimEnd();
  return end.slice(end.lastIndexOf('\n') + 1);
}

/** Whether an outcome is the program's failure. */
export function isFailure({ verdict }: TestOutcome): boolean {
  return verdict !== 'AC' && verdict !== 'UNKNOWN' && verdict !== 'SKIPPED';
}
