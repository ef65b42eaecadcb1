import { outputsEqual, type OutputPolicy } from '../compare/output.ts';
import type { Checker, StdinTest } from '../task.ts';
import { text } from '../value/value.ts';
import { runChecker } from './checker.ts';
import { isFailure, outcomeOfStatus, type TestOutcome } from './outcome.ts';
import type { Runner } from './runner.ts';

/** Runs a program on the input of every test, and compares what it printed here. */
export async function judgeStdin(
  runner: Runner,
  program: { readonly language: string; readonly source: string },
  tests: readonly StdinTest[],
  how: {
    readonly policy: OutputPolicy;
    readonly checker: Checker | undefined;
    readonly untilFailure: boolean;
  },
): Promise<TestOutcome[]> {
  const judged: TestOutcome[] = [];
  for (const test of tests) {
    const next = await judgeOne(runner, program, test, how);
    judged.push(next);
    if (next.verdict === 'CE' || next.verdict === 'UNKNOWN' || (how.untilFailure && isFailure(next))) break;
  }
  return judged;
}

async function judgeOne(
  runner: Runner,
  program: { readonly language: string; readonly source: string },
  { stdin, expected }: StdinTest,
  { policy, checker }: { readonly policy: OutputPolicy; readonly checker: Checker | undefined },
): Promise<TestOutcome> {
  const result = await runner.run({ ...program, stdin });
  const ended = outcomeOfStatus(result);
  if (ended) return ended;
  const { cpuSeconds } = result.usage;
  const right = checker
    ? await runChecker(runner, checker, [text(stdin), text(result.stdout), text(expected)])
    : outputsEqual(result.stdout, expected, policy);
  if (right) return { verdict: 'AC', cpuSeconds };
  const detail = checker ? 'the checker refused the output' : difference(result.stdout, expected);
  return { verdict: 'WA', detail, cpuSeconds };
}

const SHOWN = 80;

/** The first line in which two outputs differ. */
function difference(actual: string, expected: string): string {
  const [a, b] = [actual.split('\n'), expected.split('\n')];
  const at = Math.max(
    0,
    b.findIndex((line, i) => line.trim() !== a[i]?.trim()),
  );
  const show = (line: string | undefined): string =>
    line === undefined ? 'nothing' : JSON.stringify(line.slice(0, SHOWN));
  return `line ${at + 1}: expected ${show(b[at])}, got ${show(a[at])}`;
}
