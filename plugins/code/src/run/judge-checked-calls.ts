import type { Checker, CheckedCall } from '../task.ts';
import { fromWire, WireError } from '../value/wire.ts';
import type { Value } from '../value/value.ts';
import { runChecker } from './checker.ts';
import { harnessCall, withHarness } from './harness.ts';
import type { CalledProgram } from './judge-calls.ts';
import { isFailure, type TestOutcome } from './outcome.ts';
import { runCalls } from './run-calls.ts';
import type { Runner } from './runner.ts';

/** Calls a program's function on the arguments of every test, and asks a checker about what it gave. */
export async function judgeCheckedCalls(
  runner: Runner,
  { language, source, entryPoint }: CalledProgram,
  tests: readonly CheckedCall[],
  how: { readonly checker: Checker; readonly untilFailure: boolean },
): Promise<TestOutcome[]> {
  const program = { language, source: withHarness(source, language, entryPoint) };
  const calls = tests.map(({ arguments: given }) =>
    harnessCall({ arguments: given, expectation: { kind: 'truth', expected: true } }),
  );
  const outcomes = await runCalls(runner, program, calls, () => true);
  const judged: TestOutcome[] = [];
  for (const [i, outcome] of outcomes.entries()) {
    const next =
      'outcome' in outcome ? outcome.outcome : await check(runner, how.checker, tests[i]!, outcome.wire);
    judged.push(next);
    if (how.untilFailure && isFailure(next)) break;
  }
  return judged;
}

async function check(
  runner: Runner,
  checker: Checker,
  { arguments: given, expected }: CheckedCall,
  wire: unknown,
): Promise<TestOutcome> {
  let answer: Value;
  try {
    answer = fromWire(wire);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { verdict: 'WA', detail: error.message };
  }
  const right = await runChecker(runner, checker, [{ type: 'list', items: given }, answer, expected]);
  return right ? { verdict: 'AC' } : { verdict: 'WA', detail: 'the checker refused the value' };
}
