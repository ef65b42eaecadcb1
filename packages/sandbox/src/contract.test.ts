import type { Sandbox, SandboxRequest, SandboxResult } from '@touchstone-rl/core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { createSandbox } from './create-sandbox.ts';

/** One language on one layer; the same must hold on each. Layers that this machine lacks are skipped by name. */
const CASES = [
  { layer: 'quickjs', language: 'javascript', programs: 'javascript' },
  { layer: 'quickjs', language: 'typescript', programs: 'javascript' },
  { layer: 'monty', language: 'python', programs: 'subset' },
  { layer: 'bubblewrap', language: 'javascript', programs: 'javascript' },
  { layer: 'bubblewrap', language: 'python', programs: 'python' },
  { layer: 'pyodide', language: 'python', programs: 'python' },
  { layer: 'landlock', language: 'javascript', programs: 'javascript' },
  { layer: 'landlock', language: 'python', programs: 'python' },
] as const;

interface Programs {
  readonly echo: string;
  readonly functions: string;
  readonly method?: string;
  readonly loop: string;
  readonly memory: string;
  readonly flood: string;
  readonly exit?: string;
  readonly thrown: string;
  readonly syntax: string;
}

const PYTHON_FUNCTIONS =
  'def add(a, b): return a + b\ndef same(x): return x\ndef twice(x): return x * 2\n' +
  'def fail(): raise TypeError("no")\ndef nan(): return float("nan")\ndef big(): return 10 ** 20\n';

const PROGRAMS: Readonly<Record<'javascript' | 'python' | 'subset', Programs>> = {
  javascript: {
    echo: 'process.stdout.write(require("fs").readFileSync(0, "utf8").toUpperCase())',
    functions:
      'function add(a, b) { return a + b }\nconst same = (x) => x\nclass Solution { twice(x) { return x * 2 } }\n' +
      'function fail() { throw new TypeError("no") }\nfunction nan() { return NaN }\nfunction big() { return 10n ** 20n }',
    method: 'Solution.twice',
    loop: 'for (;;) {}',
    memory: 'const all = []; for (;;) all.push(new Array(100000).fill(all.length))',
    flood: 'for (;;) console.log("x".repeat(1000))',
    exit: 'function add() { console.log("ok 1 passed"); process.exit(0) }',
    thrown: 'throw new Error("broken")',
    syntax: 'let x = ;',
  },
  python: {
    echo: 'import sys\nsys.stdout.write(sys.stdin.read().upper())',
    functions: `${PYTHON_FUNCTIONS}class Solution:\n  def twice(self, x): return x * 2\n`,
    method: 'Solution.twice',
    loop: 'while True: pass',
    memory: 'all = []\nwhile True: all.append(bytearray(1000000))',
    flood: 'while True: print("x" * 1000)',
    exit: 'import os\ndef add(a, b):\n  print("ok 1 passed", flush=True)\n  os._exit(0)',
    thrown: 'raise ValueError("broken")',
    syntax: 'x = = 1',
  },
  subset: {
    echo: 'print(input().upper())',
    functions: PYTHON_FUNCTIONS,
    loop: 'while True: pass',
    memory: 'rows = []\nwhile True: rows.append("x" * 1000000)',
    flood: 'while True: print("x" * 1000)',
    thrown: 'raise ValueError("broken")',
    syntax: 'x = = 1',
  },
};

describe.each(CASES)('$language on $layer', ({ layer, language, programs: set }) => {
  const programs: Programs = PROGRAMS[set];
  let sandbox: Sandbox;
  let absent: string | undefined;
  const run = (request: Omit<SandboxRequest, 'language'>): Promise<SandboxResult> =>
    sandbox.run({ language, layer, ...request });

  beforeAll(async () => {
    sandbox = createSandbox({ limits: { cpuSeconds: 2, wallSeconds: 60 }, layers: [layer] });
    const { status, reason } = await run({ source: programs.echo });
    if (status === 'refused') absent = reason;
  }, 120_000);
  afterAll(() => sandbox.dispose());

  const needsLayer = (context: TestContext): void => context.skip(absent !== undefined, absent);

  it('runs a program on its input', async (context) => {
    needsLayer(context);
    const result = await run({ source: programs.echo, stdin: 'hello ä\n' });
    expect(result).toMatchObject({ status: 'ok', stdout: 'HELLO Ä\n', layer, isolation: 'proven' });
  });

  it('calls functions and carries values as data', async (context) => {
    needsLayer(context);
    const call = (name: string, ...values: never[] | unknown[]) => ({
      function: name,
      arguments: values as never[],
    });
    const nested = { a: [1, -0.5, 'ä\u2028', null, true], b: { c: [] } };
    const { status, results } = await run({
      source: programs.functions,
      calls: [
        call('add', 17, 25),
        call('same', nested),
        call(programs.method ?? 'twice', 4),
        call('fail'),
        call('nan'),
        call('big'),
        call('same', { $int: '100000000000000000001' }),
        call('missing'),
        call('add', 'a', 'b'),
      ],
    });
    expect(status).toBe('ok');
    expect(results).toEqual([
      { value: 42 },
      { value: nested },
      { value: 8 },
      { error: 'TypeError: no' },
      { unrepresentable: expect.stringMatching(/^nan at result$/i) },
      { value: { $int: '100000000000000000000' } },
      { value: { $int: '100000000000000000001' } },
      { error: expect.stringContaining('missing') as string },
      { value: 'ab' },
    ]);
  });

  it('says how a program failed', async (context) => {
    needsLayer(context);
    const limits = { cpuSeconds: 0.3, memoryMegabytes: 64, outputKilobytes: 16 };
    expect(await run({ source: programs.loop, limits })).toMatchObject({ status: 'time-limit' });
    expect(await run({ source: programs.memory, limits: { ...limits, cpuSeconds: 10 } })).toMatchObject({
      status: 'memory-limit',
    });
    const flood = await run({ source: programs.flood, limits: { ...limits, cpuSeconds: 10 } });
    expect(flood.status).toBe('output-limit');
    expect(flood.stdout).toHaveLength(16 * 1024);
    expect(await run({ source: programs.thrown })).toMatchObject({
      status: 'runtime-error',
      reason: expect.stringContaining('broken'),
    });
    expect(await run({ source: programs.syntax })).toMatchObject({ status: 'compile-error' });
    expect(await run({ source: programs.syntax, calls: [{ function: 'add', arguments: [] }] })).toMatchObject(
      {
        status: 'compile-error',
        results: [],
      },
    );
  });

  it('gives no result for a program that leaves, whatever it printed', async (context) => {
    needsLayer(context);
    context.skip(programs.exit === undefined, 'the layer has no way to leave');
    const result = await run({ source: programs.exit!, calls: [{ function: 'add', arguments: [1, 2] }] });
    expect(result).toMatchObject({ status: 'runtime-error', stdout: 'ok 1 passed\n', results: [] });
  });
});
