import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Sandbox, SandboxRequest, SandboxResult } from '@touchstone-rl/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from '../../create-sandbox.ts';
import { missingParts } from './home.ts';

const missing = missingParts();
const cache = mkdtempSync(join(tmpdir(), 'touchstone-pyodide-test-'));
const before = process.env['XDG_CACHE_HOME'];
const snapshots = (): string[] =>
  readdirSync(join(cache, 'touchstone')).map((name) => join(cache, 'touchstone', name));

/** Processes below one that run the interpreter. */
function interpreters(parent: number): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const isChild = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(parent);
      return isChild && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('pyodide/runner.js');
    } catch {
      return false;
    }
  });
}

const until = async (holds: () => boolean): Promise<boolean> => {
  for (let look = 0; look < 2400 && !holds(); look++) await setTimeout(25);
  return holds();
};

beforeAll(() => void (process.env['XDG_CACHE_HOME'] = cache));
afterAll(() => {
  if (before === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = before;
  rmSync(cache, { recursive: true });
});

describe('Python in Pyodide', () => {
  let sandbox: Sandbox;
  beforeEach((context) => context.skip(missing.length > 0, `${missing.join(' and ')} not installed`));
  const run = (request: Omit<SandboxRequest, 'language'>): Promise<SandboxResult> =>
    sandbox.run({ language: 'python', ...request });

  beforeAll(() => void (sandbox = createSandbox({ layers: ['pyodide'], poolSize: 1 })));
  afterAll(() => sandbox.dispose());

  it('counts no time of the interpreter’s own start', async () => {
    const limits = { cpuSeconds: 0.2, wallSeconds: 10 };
    const cold = createSandbox({ layers: ['pyodide'], pyodideSpares: 0 });
    const { status, usage } = await cold.run({ language: 'python', source: 'print(6 * 7)', limits });
    await cold.dispose();
    expect(status).toBe('ok');
    expect(usage.cpuSeconds).toBeLessThan(0.2);
  });

  it('gives every program an interpreter that no other has touched', async () => {
    const spoil =
      'import builtins, json, sys\nbuiltins.left = 1\njson.dumps = lambda *_: "spoilt"\nsys.modules["left"] = json';
    expect(await run({ source: spoil })).toMatchObject({ status: 'ok' });
    const source =
      'import builtins, json, sys\nprint(hasattr(builtins, "left"), json.dumps(1), "left" in sys.modules)';
    expect(await run({ source })).toMatchObject({ status: 'ok', stdout: 'False 1 False\n' });
  });

  it('keeps characters whole where CPython’s buffer ends within one', async () => {
    const { stdout } = await run({ source: 'print("x" + "ä€😀" * 5000)' });
    expect(stdout).toBe(`x${'ä€😀'.repeat(5000)}\n`);
  });

  it.each([
    ['what is left in the buffer at an exit', 'import sys\nsys.stdout.write("6 7")\nsys.exit()', '6 7'],
    ['what was flushed before it left', 'import os\nprint(6, flush=True)\nos._exit(0)', '6\n'],
    [
      'what is to be done at the end',
      'import atexit, io, sys\nsys.stdout = io.StringIO()\n' +
        'atexit.register(lambda: sys.__stdout__.write(sys.stdout.getvalue()))\nprint(42)',
      '42\n',
    ],
  ])('prints %s', async (_, source, stdout) => {
    expect(await run({ source })).toMatchObject({ status: 'ok', stdout });
  });

  it.each([
    ['an exit with a text', 'import sys\nsys.exit("0")', 'exit code 1'],
    ['an exit with a code', 'exit(3)', 'exit code 3'],
    ['an end at once with a code', 'import os\nos._exit(4)', 'exit code 4'],
    ['an error that speaks of an exit', 'raise ValueError("no\\nSystemExit: 0")', 'ValueError: no'],
    ['an error of a class of its own', 'class Odd(Exception): pass\nraise Odd("a: b")', 'Odd: a: b'],
  ])('calls %s a runtime error', async (_, source, reason) => {
    expect(await run({ source })).toMatchObject({ status: 'runtime-error', reason });
  });

  it.each([
    [
      'a thread',
      'import threading\nt = threading.Thread(target=print)\nt.start()',
      'raise RuntimeError("can\'t start new thread")',
    ],
    [
      'a stack as deep as that',
      'import functools, sys\nsys.setrecursionlimit(10**6)\n@functools.cache\ndef f(n): return n and f(n - 1)\nf(200000)',
      'raise ValueError("Maximum call stack size exceeded")',
    ],
  ])('says that %s is not there, unless the program says so itself', async (_, source, invented) => {
    expect(await run({ source })).toMatchObject({ status: 'unsupported' });
    expect(await run({ source: invented })).toMatchObject({ status: 'runtime-error' });
  });

  it('says which package is not there, rather than that the program is wrong', async () => {
    const source = 'import numpy as np\ndef f(): return 1\nprint(np.arange(3))';
    const reason = expect.stringContaining('the package "numpy" is not there') as string;
    expect(await run({ source })).toMatchObject({ status: 'unsupported', reason });
    const calls = [{ function: 'f', arguments: [] }];
    expect(await run({ source, calls })).toMatchObject({ status: 'unsupported', reason });
    const mistyped = await run({ source: 'import nunpy' });
    expect(mistyped).toMatchObject({ status: 'runtime-error' });
  });

  it('keeps one interpreter in reserve, and none once it is disposed of', async (context) => {
    context.skip(process.platform !== 'linux', 'processes are counted in /proc');
    const own = createSandbox({ layers: ['pyodide'] });
    const others = new Set(interpreters(process.pid));
    const ours = (): string[] => interpreters(process.pid).filter((pid) => !others.has(pid));
    const all = await Promise.all(
      [1, 2, 3].map((n) => own.run({ language: 'python', source: `print(${n})` })),
    );
    expect(all.map(({ stdout }) => stdout)).toEqual(['1\n', '2\n', '3\n']);
    expect(ours().length).toBeLessThanOrEqual(1);
    await own.dispose();
    expect(ours()).toEqual([]);
  });

  it('makes a snapshot anew when the one that was kept is broken', async () => {
    await run({ source: '' });
    const [kept] = snapshots();
    const { size } = statSync(kept!);
    truncateSync(kept!, 1000);
    const own = createSandbox({ layers: ['pyodide'] });
    expect(await own.run({ language: 'python', source: 'print(1)' })).toMatchObject({ stdout: '1\n' });
    await own.dispose();
    expect(snapshots()).toEqual([kept]);
    expect(statSync(kept!).size).toBe(size);
  });

  it('leaves no process when whoever runs it is killed', async (context) => {
    context.skip(process.platform !== 'linux', 'processes are counted in /proc');
    const host = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { createSandbox } from ${JSON.stringify(new URL('../../../dist/index.js', import.meta.url).href)};
const sandbox = createSandbox({ layers: ['pyodide'], limits: { cpuSeconds: 60 } });
await sandbox.run({ language: 'python', source: '' });
console.log('begun');
await sandbox.run({ language: 'python', source: 'while True: pass' });`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const gone = once(host, 'close');
    await once(host.stdout, 'data');
    let pids: string[] = [];
    await until(() => (pids = interpreters(host.pid!)).length === 2);
    expect(pids).toHaveLength(2);
    host.kill('SIGKILL');
    await gone;
    const there = (pid: string): boolean => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('pyodide/runner.js');
      } catch {
        return false;
      }
    };
    expect(await until(() => !pids.some(there))).toBe(true);
  });
});
