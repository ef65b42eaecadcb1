import type { CallTest } from '../assertions/assertion.ts';
import { meets, showExpectation } from '../compare/expectation.ts';
import { showValue } from '../value/value.ts';
import { fromWire, WireError } from '../value/wire.ts';
import { harnessCall, withHarness } from './harness.ts';
import { isFailure, type TestOutcome } from './outcome.ts';
import { runCalls, type CallOutcome } from './run-calls.ts';
import type { Runner } from './runner.ts';

/** A program with the function that its tests call. */
export interface CalledProgram {
  readonly language: string;
  readonly source: string;
  readonly entryPoint: string;
}

/** Calls a program's function on the arguments of every test, and compares what it gave here. */
export async function judgeCalls(
  runner: Runner,
  { language, source, entryPoint }: CalledProgram,
  tests: readonly CallTest[],
  untilFailure: boolean,
): Promise<TestOutcome[]> {
  const judged: TestOutcome[] = [];
  const program = { language, source: withHarness(source, language, entryPoint) };
  await runCalls(runner, program, tests.map(harnessCall), (outcome) => {
    const next = judgeCall(outcome, tests[judged.length]!);
    judged.push(next);
    return !untilFailure || !isFailure(next);
  }).then((outcomes) => {
    // Outcomes that were given for all the remaining calls at once.
    for (const outcome of outcomes.slice(judged.length))
      judged.push(judgeCall(outcome, tests[judged.length]!));
  });
  return judged;
}

function judgeCall(outcome: CallOutcome, { expectation }: CallTest): TestOutcome {
  if ('outcome' in outcome) return outcome.outcome;
  const { wire, cpuSeconds } = outcome;
  try {
    const actual = fromWire(wire);
    if (meets(actual, expectation)) return { verdict: 'AC', cpuSeconds };
    const detail = `expected ${showExpectation(expectation)}, got ${showValue(actual)}`;
    return { verdict: 'WA', detail, cpuSeconds };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { verdict: 'WA', detail: error.message, cpuSeconds };
  }
}
