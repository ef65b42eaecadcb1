import type { JsonValue, SandboxCall, SandboxRequest } from '@touchstone-rl/core';
import type { TestProgram } from '../task.ts';
import { fromWire, WireError } from '../value/wire.ts';
import { withHarness } from './harness.ts';
import type { CalledProgram } from './judge-calls.ts';
import { outcomeOfStatus, shorten, type TestOutcome } from './outcome.ts';
import { runCalls } from './run-calls.ts';
import type { Runner } from './runner.ts';
import { javascriptInProcess, javascriptSeparate } from './separate-javascript.ts';
import { PYTHON_IN_PROCESS, PYTHON_SEPARATE } from './separate-python.ts';

/** Rounds of asking the program after which tests count as unreadable. */
const MAX_ROUNDS = 120;

/** What the tests said in one round. */
interface Round {
  readonly needs: readonly (readonly [key: string, call: JsonValue])[];
  readonly problem: readonly [type: string, message: string] | null;
  readonly assertions: number;
}

/**
 * Judges by the data set's own test program, which runs without the judged program. Each round finds calls whose
 * values are not known yet; the judged program makes them in a sandbox of its own; the round without such a call
 * is the judgement. Expected values and judged program never meet.
 */
export async function judgeSeparately(
  runner: Runner,
  program: CalledProgram,
  tests: TestProgram,
): Promise<TestOutcome> {
  const known: JsonValue[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const said = await runTests(runner, program, tests, known);
    if ('verdict' in said) return said;
    if (said.needs.length === 0) return judgement(said);
    const failure = await answer(runner, program, said.needs, known);
    if (failure) return failure;
  }
  return { verdict: 'UNKNOWN', detail: `the tests still ask for new calls after ${MAX_ROUNDS} rounds` };
}

async function runTests(
  runner: Runner,
  { language, entryPoint }: CalledProgram,
  { source, setup }: TestProgram,
  known: readonly JsonValue[],
): Promise<Round | TestOutcome> {
  const python = language === 'python';
  const request: SandboxRequest = {
    language,
    source: python ? PYTHON_SEPARATE : javascriptSeparate(setup, source, entryPoint),
    calls: [
      {
        function: 'touchstone_judge',
        arguments: python ? [setup, source, entryPoint, [...known]] : [[...known]],
      },
    ],
  };
  const result = await runner.runTrusted(request);
  const [first] = result.results ?? [];
  if (first && 'value' in first) return first.value as unknown as Round;
  const ended = outcomeOfStatus(result)?.detail;
  const why = first && 'error' in first ? first.error : (ended ?? 'they ended without a word');
  return { verdict: 'UNKNOWN', detail: `the tests could not be run: ${shorten(why)}` };
}

/** Problems of the tests themselves; they say nothing about the program. */
const NOT_THE_PROGRAM = new Set([
  'NameError',
  'ImportError',
  'ModuleNotFoundError',
  'SyntaxError',
  'IndentationError',
  'ReferenceError',
  'OpaqueValue',
  'TooManyCalls',
]);

function judgement({ problem, assertions }: Round): TestOutcome {
  if (problem) {
    const [type, message] = problem;
    if (NOT_THE_PROGRAM.has(type)) return { verdict: 'UNKNOWN', detail: `the tests: ${type}: ${message}` };
    if (type === 'CandidateError') return { verdict: 'RE', detail: message };
    return { verdict: 'WA', detail: message === '' ? type : `${type}: ${message}` };
  }
  if (assertions === 0) return { verdict: 'UNKNOWN', detail: 'the tests assert nothing' };
  return { verdict: 'AC' };
}

/** Lets the program make the calls that the tests asked for; says how it ended where it did not. */
async function answer(
  runner: Runner,
  { language, source, entryPoint }: CalledProgram,
  needs: Round['needs'],
  known: JsonValue[],
): Promise<TestOutcome | undefined> {
  const calls = needs.map(([, call]): SandboxCall => ({
    function: '__touchstone_call',
    arguments: call as JsonValue[],
  }));
  const program = { language, source: withHarness(source, language, entryPoint) };
  const outcomes = await runCalls(runner, program, calls, () => true);
  for (const [i, outcome] of outcomes.entries()) {
    const key = needs[i]![0];
    if ('wire' in outcome) {
      known.push([key, 'value', outcome.wire as JsonValue]);
      if (holdsNoData(outcome.wire))
        return { verdict: 'UNKNOWN', detail: 'the program gave a value that is no data' };
    } else if (outcome.outcome.verdict === 'SKIPPED') {
      return { ...outcome.outcome, verdict: 'RE' };
    } else if (outcome.outcome.verdict === 'RE') {
      known.push([key, 'error', outcome.outcome.detail ?? 'an error']);
    } else {
      return outcome.outcome;
    }
  }
  return undefined;
}

function holdsNoData(wire: unknown): boolean {
  try {
    fromWire(wire);
    return false;
  } catch (error) {
    if (error instanceof WireError) return true;
    throw error;
  }
}

/** Runs the tests beside the program. Only where a config asks for it: the program can change what they say. */
export async function judgeInProcess(
  runner: Runner,
  { language, source }: CalledProgram,
  tests: TestProgram,
): Promise<TestOutcome> {
  const python = language === 'python';
  const request: SandboxRequest = {
    language,
    source: python ? `${source}\n${PYTHON_IN_PROCESS}` : javascriptInProcess(source, tests.source),
    calls: [{ function: 'touchstone_in_process', arguments: python ? [tests.source] : [] }],
  };
  const result = await runner.run(request);
  const [first] = result.results ?? [];
  if (first && 'value' in first && first.value === 'passed') return { verdict: 'AC' };
  const ended = outcomeOfStatus(result);
  if (ended) return ended;
  const error = first && 'error' in first ? first.error : 'the tests did not come to their end';
  return { verdict: error.startsWith('AssertionError') ? 'WA' : 'RE', detail: shorten(error) };
}
