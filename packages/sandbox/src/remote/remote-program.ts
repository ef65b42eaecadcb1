import { randomBytes } from 'node:crypto';
import { JAVASCRIPT_CODEC } from '../harness/javascript.ts';
import { readMessages } from '../harness/messages.ts';
import { PYTHON_CALLS } from '../harness/python.ts';
import type { Job, LayerResult } from '../layer.ts';

/** A job as a remote service takes it: one program, its input and further files. */
export interface RemoteProgram {
  readonly source: string;
  readonly stdin: string;
  readonly files: Readonly<Record<string, string>>;
  readonly nonce?: string;
}

const REMOTE_CALLABLE = new Set(['python', 'javascript']);

/** Whether calls can be made in a language through a service that runs programs on stdin alone. */
export function canCallRemotely(language: string): boolean {
  return REMOTE_CALLABLE.has(language);
}

/**
 * A service has no channel but stdout, so results go there, each line after a nonce that came with the input; what
 * the program prints by itself has none.
 */
export function remoteProgram(job: Job): RemoteProgram {
  if (!job.calls) return { source: job.source, stdin: job.stdin, files: job.files };
  const nonce = randomBytes(16).toString('hex');
  const payload = JSON.stringify({ nonce, calls: job.calls, source: job.source });
  return {
    source: job.language === 'python' ? PYTHON_OVER_STDIN : JAVASCRIPT_OVER_STDIN,
    stdin: payload,
    files: job.files,
    nonce,
  };
}

const PYTHON_OVER_STDIN = `${PYTHON_CALLS}
__text = sys.stdin.read()
with open('main.py', 'w') as __file:
    __file.write(json.loads(__text)['source'])
def __emit(text, write=sys.stdout.write, flush=sys.stdout.flush):
    write(text)
    flush()
__run(__text, __emit, os._exit)
`;

const JAVASCRIPT_OVER_STDIN = `
const codec = ${JAVASCRIPT_CODEC};
const { writeSync, readFileSync } = require('fs');
const vm = require('vm');
const { nonce, calls, source } = JSON.parse(readFileSync(0, 'utf8'));
const send = (text) => writeSync(1, nonce + ' ' + text + '\\n');
const exit = process.reallyExit.bind(process);
const made = { exports: {} };
Object.assign(globalThis, { require, module: made, exports: made.exports });
const run = vm.runInThisContext;
(async () => {
  try { run(source, { filename: 'main.js' }); }
  catch (error) { send(codec.line(error instanceof SyntaxError ? { compile: codec.describe(error) } : { load: codec.describe(error) })); exit(0); }
  for (let i = 0; i < calls.length; i++) {
    let value;
    try {
      const parts = calls[i].function.split('.');
      value = run('typeof ' + parts[0] + ' === "undefined" ? undefined : ' + parts[0]) ?? made.exports?.[parts[0]];
      let self;
      for (const part of parts.slice(1)) { self = typeof value === 'function' && !(part in value) ? new value() : value; value = self[part]; }
      if (typeof value !== 'function') throw new ReferenceError('the program defines no function "' + calls[i].function + '"');
      value = await value.apply(self, codec.decode(calls[i].arguments));
    } catch (error) { send(codec.failure(i, error)); continue; }
    send(codec.report(i, value));
  }
  send(codec.line({ done: true }));
  exit(0);
})();
`;

/** What a service said of the run itself, in this package's words. */
export interface RemoteOutcome {
  readonly status: LayerResult['status'];
  readonly reason?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly usage: LayerResult['usage'];
}

/** The outcome with its results read from stdout, when there were calls. */
export function withResults(outcome: RemoteOutcome, job: Job, { nonce }: RemoteProgram): LayerResult {
  if (!job.calls || nonce === undefined) return outcome;
  const report = readMessages(Buffer.from(outcome.stdout), nonce, job.calls);
  const stdout = outcome.stdout
    .split('\n')
    .filter((line) => !line.startsWith(`${nonce} `))
    .join('\n');
  const result = { ...outcome, stdout, results: report.results };
  if (outcome.status !== 'ok') return result;
  if (report.compileError !== undefined)
    return { ...result, status: 'compile-error', reason: report.compileError };
  if (report.outOfMemory) return { ...result, status: 'memory-limit', reason: 'memory ran out' };
  if (report.loadError !== undefined) return { ...result, status: 'runtime-error', reason: report.loadError };
  if (report.done) return result;
  const reason = `the program ended before call ${report.results.length + 1} returned`;
  return { ...result, status: 'runtime-error', reason };
}
