/**
 * A thread inside Deno, which grants it nothing but to read Pyodide's own folder and its snapshot: loads CPython, waits
 * for one job, runs its program, and writes what came of it to stdout, each line after the job's nonce. JavaScript is
 * out of the program's reach: `js` is an empty object, and no string can become code.
 */
// oxlint-disable unicorn/require-post-message-target-origin -- a thread, not a window
import type { InterpreterMessage } from './runner.ts';

interface DenoApi {
  readFileSync(path: string): Uint8Array;
  readonly stdout: { writeSync(bytes: Uint8Array): number };
}

interface Pyodide {
  readonly FS: {
    mkdirTree(path: string): void;
    writeFile(path: string, text: string): void;
    chdir(path: string): void;
  };
  setStdin(options: { read: (into: Uint8Array) => number }): void;
  setStdout(options: { write: (bytes: Uint8Array) => number }): void;
  setStderr(options: { write: (bytes: Uint8Array) => number }): void;
  runPython(source: string, options?: { filename?: string; globals?: unknown }): unknown;
  makeMemorySnapshot(): Uint8Array;
  readonly globals: { get(name: string): unknown };
  readonly _api?: { readonly config?: { _loadSnapshot?: unknown } };
  toPy(value: unknown): unknown;
}

/** What one run is told. */
export interface PyodideJob {
  readonly nonce: string;
  readonly source: string;
  readonly stdin: string;
  readonly files: Readonly<Record<string, string>>;
  readonly calls?: readonly unknown[];
  readonly outputBytes: number;
}

type Loader = (options: object) => Promise<Pyodide>;

/** What a program's end throws: a Python error, which has a type, or one of the machine's own. */
interface ProgramError extends Error {
  readonly type?: string;
}

interface Ending {
  readonly status: 'ok' | 'compile-error' | 'runtime-error' | 'memory-limit';
  readonly reason: string;
  /** The interpreter can do nothing more. */
  readonly fatal?: boolean;
}

type Send = (message: Readonly<Record<string, unknown>>) => void;

const SYNTAX: ReadonlySet<string> = new Set(['SyntaxError', 'IndentationError', 'TabError']);
const LEFT = /^Program terminated with exit\((\d+)\)$/;
const EXIT_CODE = `
def __exit_code(code):
    return code if code is None or type(code) is int else str(code)
__exit_code(__import__('sys').last_exc.code)`;
const AT_THE_END = `
import atexit, sys
atexit._run_exitfuncs()
sys.stdout.flush()
sys.__stdout__.flush()`;
const HARNESS_NAME = '__run';
const WARM_UP = "import sys, json\njson.loads(json.dumps({'a': [1, 2.5, 'b']}))\nsys.stdout.flush()";
/** In the snapshot they cost no run anything. */
const COMMON_MODULES =
  'sys, json, types, io, re, math, collections, itertools, functools, typing, heapq, bisect';

interface Scope {
  readonly Deno: DenoApi;
  readonly gc?: () => void;
  addEventListener(type: 'message', hear: (event: { data: unknown }) => void): void;
  postMessage(message: InterpreterMessage): void;
}

const scope = globalThis as unknown as Scope;
const deno: DenoApi = scope.Deno;
const encoder = new TextEncoder();

type Harness = (payload: string, emit: (text: string) => void, leave: (code: number) => void) => void;

let interpreter: Pyodide | undefined;

/** The main thread first passes on what it was started with, then the job. */
scope.addEventListener('message', ({ data }) => {
  if (interpreter) {
    quietly(() => runJob(interpreter!, JSON.parse(data as string) as PyodideJob));
    leave();
  }
  const [mode, folder, harness, snapshot] = data as [string, string, string, string];
  const began = mode === 'snapshot' ? makeSnapshot(folder, harness) : waitForJob(folder, harness, snapshot);
  began.catch((error: unknown) => scope.postMessage({ failed: String(error) }));
});

async function load(folder: string, more: object): Promise<Pyodide> {
  const { loadPyodide } = (await import(new URL('pyodide.mjs', `file://${folder}/`).href)) as {
    loadPyodide: Loader;
  };
  return loadPyodide({ indexURL: `${folder}/`, jsglobals: Object.create(null) as object, ...more });
}

/** Defines the harness, and imports the modules that programs import most. */
function prepare(pyodide: Pyodide, harness: string): void {
  pyodide.runPython(`import ${COMMON_MODULES}`);
  pyodide.runPython(harness);
}

async function makeSnapshot(folder: string, harness: string): Promise<void> {
  const pyodide = await load(folder, { _makeSnapshot: true });
  prepare(pyodide, harness);
  writeAll(pyodide.makeMemorySnapshot());
  leave();
}

async function waitForJob(folder: string, harness: string, path: string): Promise<void> {
  const pyodide = await load(folder, path === '' ? {} : { _loadSnapshot: deno.readFileSync(path) });
  if (path === '') prepare(pyodide, harness);
  else forgetSnapshot(pyodide);
  // What the first program needs of the interpreter is compiled now, and its output is nobody's.
  pyodide.runPython(WARM_UP, { globals: pyodide.toPy({ __name__: '__main__' }) });
  interpreter = pyodide;
  scope.postMessage('ready');
}

/** Pyodide keeps the bytes that it was made from; an interpreter that waits need not. */
function forgetSnapshot({ _api: api }: Pyodide): void {
  delete api?.config?._loadSnapshot;
  scope.gc?.();
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += deno.stdout.writeSync(bytes.subarray(at));
}

/** The main thread ends the process; until then nothing more is run here, wherever the program was. */
function leave(): never {
  scope.postMessage('done');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function runJob(pyodide: Pyodide, job: PyodideJob): void {
  const send: Send = (message) => writeAll(encoder.encode(`${job.nonce} ${JSON.stringify(message)}\n`));
  const room = { stdout: job.outputBytes, stderr: job.outputBytes };
  const output = (channel: 'stdout' | 'stderr') => {
    // CPython writes when its buffer is full, which can be within a character.
    const decoder = new TextDecoder();
    const pass = (bytes: Uint8Array): void => send({ [channel]: decoder.decode(bytes, { stream: true }) });
    return {
      write: (bytes: Uint8Array): number => {
        if (bytes.length > room[channel] && channel === 'stdout') {
          pass(bytes.subarray(0, room.stdout));
          send({ stop: 'output' });
          leave();
        }
        room[channel] -= bytes.length;
        if (room[channel] >= 0) pass(bytes);
        return bytes.length;
      },
    };
  };
  pyodide.setStdout(output('stdout'));
  pyodide.setStderr(output('stderr'));
  const input = encoder.encode(job.stdin);
  let inputAt = 0;
  pyodide.setStdin({
    read: (into) => {
      const part = input.subarray(inputAt, inputAt + into.length);
      into.set(part);
      inputAt += part.length;
      return part.length;
    },
  });
  pyodide.FS.mkdirTree('/program');
  for (const [name, text] of Object.entries(job.files)) {
    const path = `/program/${name}`;
    pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    pyodide.FS.writeFile(path, text);
  }
  pyodide.FS.writeFile('/program/main.py', job.source);
  pyodide.FS.chdir('/program');
  send({ start: true });
  if (job.calls) callFunctions(pyodide, job, send);
  else runProgram(pyodide, job, send);
}

function callFunctions(pyodide: Pyodide, job: PyodideJob, send: Send): void {
  const run = pyodide.globals.get(HARNESS_NAME) as Harness;
  const emit = (text: string): void => writeAll(encoder.encode(text));
  try {
    run(JSON.stringify({ nonce: job.nonce, calls: job.calls }), emit, leave);
  } catch (error) {
    // The harness lets no error of the program out: the interpreter was left, or broke.
    const { status, reason } = endingOf(pyodide, error as ProgramError, () => undefined);
    if (status !== 'ok') send({ status, reason });
  }
}

function runProgram(pyodide: Pyodide, job: PyodideJob, send: Send): void {
  const globals = pyodide.toPy({ __name__: '__main__' });
  let ending: Ending = { status: 'ok', reason: '' };
  try {
    pyodide.runPython(job.source, { filename: 'main.py', globals });
  } catch (error) {
    ending = endingOf(pyodide, error as ProgramError, (text) => send({ stderr: text }));
  }
  if (!ending.fatal) quietly(() => pyodide.runPython(AT_THE_END));
  send({ status: ending.status, reason: ending.reason });
}

function endingOf(pyodide: Pyodide, error: ProgramError, complain: (text: string) => void): Ending {
  const text = error.message.trimEnd();
  if (error.type === undefined) {
    // The program left the interpreter (os._exit), or broke it: it is of no use from then on.
    const code = LEFT.exec(text)?.[1];
    if (code === '0') return { status: 'ok', reason: '', fatal: true };
    if (code !== undefined) return { status: 'runtime-error', reason: `exit code ${code}`, fatal: true };
    complain(text);
    return { status: 'runtime-error', reason: `${error.name}: ${text}`.slice(0, 500), fatal: true };
  }
  if (error.type === 'SystemExit') return exitOf(pyodide, complain);
  complain(text);
  const reason = errorLine(text, error.type);
  if (SYNTAX.has(error.type)) return { status: 'compile-error', reason };
  return { status: error.type === 'MemoryError' ? 'memory-limit' : 'runtime-error', reason };
}

/** As an interpreter does: no code is none, a whole number is the code, anything else is said, and is 1. */
function exitOf(pyodide: Pyodide, complain: (text: string) => void): Ending {
  let code: unknown = 1;
  quietly(() => (code = pyodide.runPython(EXIT_CODE)));
  if (code === undefined || code === 0) return { status: 'ok', reason: '' };
  if (typeof code !== 'number') complain(String(code));
  return { status: 'runtime-error', reason: `exit code ${typeof code === 'number' ? code : 1}` };
}

/** The line of a traceback that names the error; its message may have more lines, and say anything. */
function errorLine(text: string, type: string): string {
  const lines = text.split('\n');
  const named = lines.findLast((line) => {
    const [name] = line.split(':', 1);
    return name === type || name!.endsWith(`.${type}`);
  });
  return (named ?? lines.at(-1) ?? '').slice(0, 500);
}

function quietly(act: () => unknown): void {
  try {
    act();
  } catch {
    // What a program has broken of its interpreter is its own.
  }
}
