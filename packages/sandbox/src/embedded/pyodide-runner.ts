/**
 * Runs inside Deno, which grants it nothing but to read Pyodide's own folder and the job: loads CPython, runs one
 * program, and writes what came of it to stdout, each line after the job's nonce. JavaScript is out of the program's
 * reach: `js` is an empty object, and no string can become code.
 */
interface DenoApi {
  readonly args: readonly string[];
  readTextFileSync(path: string): string;
  readFileSync(path: string): Uint8Array;
  readonly stdout: { writeSync(bytes: Uint8Array): number };
  exit(code: number): never;
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
  toPy(value: unknown): unknown;
}

/** What one run is told. */
export interface PyodideJob {
  readonly nonce: string;
  readonly harness: string;
  readonly source: string;
  readonly stdin: string;
  readonly files: Readonly<Record<string, string>>;
  readonly calls?: readonly unknown[];
  readonly outputBytes: number;
}

/** Pyodide's event loop needs what Deno's version of WebAssembly does not offer here. */
const CANNOT_WAIT = 'Cannot stack switch';

const { Deno: deno } = globalThis as unknown as { Deno: DenoApi };
const [mode, folder, snapshotPath, jobPath] = deno.args as [string, string, string, string];
const { loadPyodide } = (await import(new URL('pyodide.mjs', `file://${folder}/`).href)) as {
  loadPyodide(options: object): Promise<Pyodide>;
};
const encoder = new TextEncoder();
const decoder = new TextDecoder();

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += deno.stdout.writeSync(bytes.subarray(at));
}

const options = { indexURL: `${folder}/`, jsglobals: Object.create(null) as object };
if (mode === 'snapshot') {
  const pyodide = await loadPyodide({ ...options, _makeSnapshot: true });
  pyodide.runPython('import sys, json, types, io, re, math, collections, itertools, functools, typing');
  writeAll(pyodide.makeMemorySnapshot());
} else {
  await runJob(JSON.parse(deno.readTextFileSync(jobPath)) as PyodideJob);
}

async function runJob(job: PyodideJob): Promise<void> {
  const snapshot = snapshotPath === '' ? undefined : deno.readFileSync(snapshotPath);
  const pyodide = await loadPyodide({ ...options, ...(snapshot && { _loadSnapshot: snapshot }) });
  const send = (text: string): void => writeAll(encoder.encode(`${job.nonce} ${text}\n`));
  const room = { stdout: job.outputBytes, stderr: job.outputBytes };
  const output = (channel: 'stdout' | 'stderr') => ({
    write: (bytes: Uint8Array): number => {
      if (bytes.length > room[channel] && channel === 'stdout') {
        send(JSON.stringify({ stdout: decoder.decode(bytes.subarray(0, room.stdout)) }));
        send(JSON.stringify({ stop: 'output' }));
        deno.exit(0);
      }
      room[channel] -= bytes.length;
      if (room[channel] >= 0) send(JSON.stringify({ [channel]: decoder.decode(bytes) }));
      return bytes.length;
    },
  });
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
  send(JSON.stringify({ start: true }));
  if (job.calls) callFunctions(pyodide, job);
  else runProgram(pyodide, job, send);
  deno.exit(0);
}

function callFunctions(pyodide: Pyodide, job: PyodideJob): void {
  const run = pyodide.runPython(job.harness) as (
    payload: string,
    emit: (text: string) => void,
    leave: (code: number) => void,
  ) => void;
  const emit = (text: string): void => writeAll(encoder.encode(text));
  run(JSON.stringify({ nonce: job.nonce, calls: job.calls }), emit, (code) => deno.exit(code));
}

function runProgram(pyodide: Pyodide, job: PyodideJob, send: (text: string) => void): void {
  const globals = pyodide.toPy({ __name__: '__main__' });
  const finish = (status: string, reason: string): void => send(JSON.stringify({ status, reason }));
  try {
    pyodide.runPython(job.source, { filename: 'main.py', globals });
    pyodide.runPython('import sys; sys.stdout.flush()');
    finish('ok', '');
  } catch (error) {
    const text = String((error as Error).message ?? error).trimEnd();
    const last = text.split('\n').at(-1) ?? '';
    send(JSON.stringify({ stderr: text }));
    if (/^SystemExit(?:: (?:0|None))?$|^Program terminated with exit\(0\)$/.test(last)) finish('ok', '');
    else if (last.includes(CANNOT_WAIT)) finish('unsupported', last);
    else if (/^(?:SyntaxError|IndentationError|TabError):/.test(last)) finish('compile-error', last);
    else finish(last.startsWith('MemoryError') ? 'memory-limit' : 'runtime-error', last);
  }
}
