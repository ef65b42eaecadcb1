import {
  correct,
  incorrect,
  parseResponse,
  unverifiable,
  type Sandbox,
  type Verdict,
} from '@touchstone-rl/core';
import type { VerifierInput } from '@touchstone-rl/core';
import { extractProgram } from './extract.ts';
import type { CodeOptions } from './options.ts';
import { taskOfSeed } from './rows/task-of-row.ts';
import { judgeCalls } from './run/judge-calls.ts';
import { judgeCheckedCalls } from './run/judge-checked-calls.ts';
import { judgeInProcess, judgeSeparately } from './run/judge-program.ts';
import { judgeStdin } from './run/judge-stdin.ts';
import { isFailure, type Integrity, type TestOutcome } from './run/outcome.ts';
import { Runner } from './run/runner.ts';
import { entryPointOf, TaskError, type Task } from './task.ts';

/** Tests of which the evidence keeps the outcome; the rest is counted. */
const MAX_EVIDENCE = 100;

/**
 * Judges a program by its row's tests. The verdict is `correct` when every test is passed, `incorrect` when one
 * is failed, and `unverifiable` when nothing can be said: a row without expected values, a language that no
 * layer isolates, a feature that the layer lacks.
 *
 * @throws SandboxFailure where the sandbox itself failed.
 * @example
 * import { createSandbox } from '@touchstone-rl/sandbox';
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: 'Write add(a, b).' }], domain: 'code', verifier: 'code',
 *   meta: { language: 'javascript', entryPoint: 'add', tests: [{ args: [17, 25], expected: 42 }] },
 * };
 * const completion = '```js\nconst add = (a, b) => a + b;\n```';
 * const verdict = await verifyCode({ seed, gold: undefined, completion }, optionsSchema.parse({}), createSandbox());
 * verdict.verdict; // 'correct'
 */
export async function verifyCode(
  input: VerifierInput,
  options: CodeOptions,
  sandbox: Sandbox,
): Promise<Verdict> {
  try {
    const task = taskOfSeed(input.seed, options);
    const found = extractFrom(input, task, options);
    if ('problem' in found) return incorrect(found.problem, { evidence: { step: 'extraction' } });
    const kilobytes = Buffer.byteLength(found.program) / 1024;
    if (kilobytes > options.maxProgramKilobytes) {
      const size = `${Math.ceil(kilobytes)} KiB, over the limit of ${options.maxProgramKilobytes}`;
      return incorrect(`the program has ${size}`, { evidence: { step: 'extraction' } });
    }
    const limits = { ...options.limits, ...task.limits };
    const first = await judgeWith(new Runner(sandbox, limits), task, found, options);
    if (first.verdict !== 'incorrect' || first.evidence?.['subset'] !== true) return first;
    // A wrong value may be a detail in which a subset of a language differs from the whole.
    const second = await judgeWith(new Runner(sandbox, limits, true), task, found, options);
    return second.verdict === 'unverifiable' ? unconfirmed(first) : second;
  } catch (error) {
    if (error instanceof TaskError) return unverifiable(error.message);
    throw error;
  }
}

/**
 * What a subset of a language calls wrong, and nothing can confirm. Monty keeps sets in the order of insertion and
 * takes powers of floats by multiplication, so right programs of MBPP give wrong values there: such a verdict is no zero.
 */
function unconfirmed(first: Verdict): Verdict {
  const said = `a layer that runs a subset of the language said: ${first.reason}`;
  return { ...first, verdict: 'unverifiable', reason: `${said}; no layer here runs the whole to confirm it` };
}

async function judgeWith(
  runner: Runner,
  task: Task,
  { program, from }: { readonly program: string; readonly from: string },
  options: CodeOptions,
): Promise<Verdict> {
  const { outcomes, integrity } = await judge(runner, task, program, options);
  const { layers, isolation, subset } = runner;
  const facts = { integrity, from, layers: [...layers], isolation, ...(subset && { subset }) };
  return verdictOf(outcomes, countOf(task), program, facts);
}

function extractFrom({ completion, answer, pred }: VerifierInput, task: Task, options: CodeOptions) {
  const { language } = task;
  if (pred === undefined) {
    const text = answer ?? parseResponse(completion ?? '').answer;
    return extractProgram(text, language, options.extraction, entryPointOf(task));
  }
  return extractProgram(pred, language, 'whole');
}

function countOf({ tests }: Task): number {
  if (tests.kind === 'stdin') return tests.runs.length;
  return tests.kind === 'program' ? 1 : tests.calls.length;
}

interface Judged {
  readonly outcomes: readonly TestOutcome[];
  readonly integrity: Integrity;
}

async function judge(runner: Runner, task: Task, found: string, options: CodeOptions): Promise<Judged> {
  const { tests, language, checker } = task;
  const source = task.assemble(found);
  const untilFailure = options.run === 'until-failure' && !options.fraction;
  const program = { language, source };
  switch (tests.kind) {
    case 'stdin': {
      const { output: compare, absoluteTolerance, relativeTolerance } = options;
      const policy = { compare, absoluteTolerance, relativeTolerance, ...task.output };
      const how = { policy, checker, untilFailure };
      return { integrity: 'outside', outcomes: await judgeStdin(runner, program, tests.runs, how) };
    }
    case 'calls': {
      const called = { ...program, entryPoint: tests.entryPoint };
      return { integrity: 'outside', outcomes: await judgeCalls(runner, called, tests.calls, untilFailure) };
    }
    case 'checked-calls': {
      const called = { ...program, entryPoint: tests.entryPoint };
      const how = { checker: checker!, untilFailure };
      return { integrity: 'outside', outcomes: await judgeCheckedCalls(runner, called, tests.calls, how) };
    }
    case 'program':
      return judgeTestProgram(runner, { ...program, entryPoint: tests.entryPoint }, tests.program, options);
  }
}

async function judgeTestProgram(
  runner: Runner,
  program: Parameters<typeof judgeSeparately>[1],
  tests: Parameters<typeof judgeSeparately>[2],
  { assertions }: CodeOptions,
): Promise<Judged> {
  if (assertions === 'unverifiable') {
    throw new TaskError(
      `the tests cannot be read as data (${tests.reason}), and the option assertions leaves them`,
    );
  }
  const separate = assertions === 'separate';
  const outcome = await (separate ? judgeSeparately : judgeInProcess)(runner, program, tests);
  return { outcomes: [outcome], integrity: separate ? 'separate' : 'in-process' };
}

function verdictOf(
  outcomes: readonly TestOutcome[],
  total: number,
  program: string,
  facts: Readonly<Record<string, unknown>>,
): Verdict {
  const passed = outcomes.filter(({ verdict }) => verdict === 'AC').length;
  const numbered = outcomes.map((outcome, i) => ({ test: i + 1, ...outcome }));
  const evidence = { ...facts, passed, total, tests: numbered.slice(0, MAX_EVIDENCE) };
  const details = { extracted: program, evidence };
  const failure = numbered.find(isFailure);
  if (failure) return incorrect(`test ${failure.test} of ${total}: ${said(failure)}`, details);
  const unknown = numbered.find(({ verdict }) => verdict !== 'AC');
  if (unknown) return unverifiable(unknown.detail ?? 'a test was not run', details);
  if (passed === total)
    return correct(total === 1 ? 'the test passed' : `all ${total} tests passed`, details);
  return unverifiable(`${total - passed} of ${total} tests were not run`, details);
}

function said({ verdict, detail }: TestOutcome): string {
  return detail === undefined ? verdict : `${verdict}: ${detail}`;
}
