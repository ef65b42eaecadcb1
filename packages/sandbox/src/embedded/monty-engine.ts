import type { JsonValue, SandboxCallResult } from '@touchstone-rl/core';
import { Monty, MontyRepl, MontyRuntimeError, MontySyntaxError } from '@pydantic/monty';
import type { Job, LayerResult } from '../layer.ts';
import type { Engine } from './engine.ts';
import { BUILTINS, differenceIn } from './monty-differences.ts';
import { encodePython, NotCarried, pythonLiteral } from './python-values.ts';

/** Errors that CPython may well not raise. */
const LIMITS_OF_MONTY = new Set([
  'NotImplementedError',
  'ModuleNotFoundError',
  'ImportError',
  'AttributeError',
  'UnicodeError',
]);
/** Monty prints floats that CPython prints with an exponent in full. */
const PRINTED_OTHERWISE = /\d{17,}\.\d|\b0\.0000\d/;
const HAND_OVER_MILLISECONDS = 50;
/** Besides: Monty refuses to add a truth value to a number, and more of the kind. */
const LIMIT_MESSAGE = /\bargument|keyword|monty|'bool'|not (?:yet )?(?:implemented|supported)$/i;

/** Python in Monty, an interpreter of a subset in Rust. What it lacks is told apart from what a program does wrong. */
export function createMontyEngine(): Engine {
  return async (job, handOver) => {
    const reason = differenceIn(job.source);
    if (reason !== undefined) return timed()({ status: 'unsupported', reason });
    return job.calls ? runCalls(job, handOver) : runProgram(job);
  };
}

interface Limits {
  readonly maxDurationSecs: number;
  readonly maxMemory: number;
  readonly maxRecursionDepth: number;
}

function limitsOf({ limits }: Job): Limits {
  return {
    // Monty counts wall time; CPU time is watched from outside.
    maxDurationSecs: limits.wallSeconds,
    maxMemory: limits.memoryMegabytes * 2 ** 20,
    maxRecursionDepth: 1000,
  };
}

/** How a program failed, in the words of a result. */
interface Failure {
  readonly status: Exclude<LayerResult['status'], 'ok'>;
  readonly reason: string;
}

function runProgram(job: Job): LayerResult {
  const finish = timed();
  const lines = job.stdin.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const most = job.limits.outputKilobytes * 1024;
  let stdout = '';
  let exceeded = false;
  let ended = false;
  try {
    new Monty(job.source).run({
      limits: limitsOf(job),
      printCallback: (_stream: string, text: string) => {
        if (exceeded) return;
        stdout += text.slice(0, most - stdout.length + 1);
        if (stdout.length <= most) return;
        exceeded = true;
        throw new Error('output limit');
      },
      externalFunctions: {
        input: (prompt?: unknown) => {
          if (prompt !== undefined) stdout += String(prompt);
          const line = lines.shift();
          if (line !== undefined) return line;
          ended = true;
          throw new Error('EOF when reading a line');
        },
      },
    });
  } catch (error) {
    if (exceeded) {
      return finish({
        status: 'output-limit',
        reason: `more than ${job.limits.outputKilobytes} KiB of output`,
        stdout: stdout.slice(0, most),
      });
    }
    // Monty cannot raise the EOFError that a program may expect.
    if (ended) return finish({ status: 'unsupported', reason: 'reading beyond the end of the input' });
    return finish({ ...failureOf(error, job), stdout });
  }
  if (PRINTED_OTHERWISE.test(stdout)) {
    return finish({ status: 'unsupported', reason: 'a float that CPython prints otherwise' });
  }
  return finish({ status: 'ok', stdout });
}

function runCalls(job: Job, handOver: Parameters<Engine>[1]): LayerResult {
  const finish = timed();
  let [given, givenAt] = [0, performance.now()];
  const results: SandboxCallResult[] = [];
  try {
    const session = new MontyRepl({ scriptName: 'main.py', limits: limitsOf(job) });
    session.feed(job.source);
    for (const call of job.calls!) {
      const values = call.arguments.map((value) => pythonLiteral(value)).join(', ');
      if (performance.now() - givenAt > HAND_OVER_MILLISECONDS) {
        handOver(results.slice(given));
        [given, givenAt] = [results.length, performance.now()];
      }
      let value: unknown;
      try {
        value = session.feed(`${call.function}(${values})`);
      } catch (error) {
        const failure = failureOf(error, job);
        if (failure.status !== 'runtime-error') return finish({ ...failure, results });
        results.push({ error: failure.reason });
        continue;
      }
      results.push(carry(value));
    }
  } catch (error) {
    return finish({ ...failureOf(error, job), results });
  }
  return finish({ status: 'ok', results });
}

function carry(value: unknown): SandboxCallResult {
  try {
    return { value: encodePython(value) as JsonValue };
  } catch (error) {
    if (error instanceof NotCarried && error.limit) throw error;
    return { unrepresentable: (error as Error).message };
  }
}

function failureOf(error: unknown, { limits }: Job): Failure {
  if (error instanceof NotCarried) return { status: 'unsupported', reason: error.message };
  const { typeName, message } = nameOf(error);
  const reason = `${typeName}: ${message}`.slice(0, 2000);
  if (typeName === 'TimeoutError' && message.startsWith('time limit exceeded')) {
    return { status: 'time-limit', reason: `more than ${limits.wallSeconds} s of wall time` };
  }
  if (typeName === 'MemoryError') {
    return { status: 'memory-limit', reason: `more than ${limits.memoryMegabytes} MiB of memory` };
  }
  if (typeName === 'SyntaxError') return { status: 'compile-error', reason };
  const missing = /^name '(\w+)' is not defined/.exec(message)?.[1];
  const lacking =
    LIMITS_OF_MONTY.has(typeName) ||
    (missing !== undefined && BUILTINS.has(missing)) ||
    (typeName === 'TypeError' && LIMIT_MESSAGE.test(message));
  return { status: lacking ? 'unsupported' : 'runtime-error', reason };
}

function nameOf(error: unknown): { typeName: string; message: string } {
  if (error instanceof MontyRuntimeError || error instanceof MontySyntaxError) return error.exception;
  // Anything else comes from the binding, not from the program.
  return { typeName: 'NotImplementedError', message: error instanceof Error ? error.message : String(error) };
}

/** Adds what was used. */
function timed(): (result: Partial<LayerResult> & Pick<LayerResult, 'status'>) => LayerResult {
  const started = performance.now();
  const before = process.cpuUsage();
  return (result) => {
    const { user, system } = process.cpuUsage(before);
    const usage = { cpuSeconds: (user + system) / 1e6, wallSeconds: (performance.now() - started) / 1000 };
    return { stdout: '', stderr: '', ...result, usage };
  };
}
