import { Kernel, sandboxToken, type Judgement, type Sandbox, type Verdict } from '@touchstone-rl/core';
import code from '@touchstone-rl/plugin-code';
import { createSandbox } from '@touchstone-rl/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADD, full, hostile, malformed, zero } from '../../plugins/code/src/fixtures.ts';

type Options = Record<string, unknown>;

const sandbox = createSandbox({ limits: { cpuSeconds: 1 } });

function kernelWith(options: Options = {}, service: Sandbox = sandbox): Promise<Kernel> {
  return Kernel.create({
    plugins: [{ plugin: code(options), origin: 'inline' }],
    configureServices: (services) => services.register(sandboxToken, { value: service }),
  });
}

let standard: Kernel;
let python: boolean;

async function judgement(meta: Options, completion: string, kernel = standard): Promise<Judgement> {
  const seed = { id: 's', prompt: [], domain: 'code', verifier: 'code', meta };
  const annotated = await kernel.judge('code', { seed, gold: undefined, completion });
  return annotated;
}

async function judge(meta: Options, completion: string, kernel = standard): Promise<Verdict> {
  const said = await judgement(meta, completion, kernel);
  if (!said.ok) throw new Error(said.failure.message);
  return said.value;
}

const js = (source: string): string => `\`\`\`js\n${source}\n\`\`\``;
const py = (source: string): string => `\`\`\`python\n${source}\n\`\`\``;
const outcomes = ({ evidence }: Verdict): string[] =>
  (evidence!['tests'] as { verdict: string }[]).map(({ verdict }) => verdict);

beforeAll(async () => {
  standard = await kernelWith();
  const probe = { language: 'python', entryPoint: 'f', tests: [{ args: [], expected: 1 }] };
  python = (await judge(probe, py('def f():\n    return 1'))).verdict === 'correct';
});

afterAll(() => sandbox.dispose());

describe('the fixtures', () => {
  it.for(full)('correct: $name', async ({ language, completion }, context) => {
    context.skip(language === 'python' && !python, 'no layer runs Python here');
    expect(await judge({ language, ...ADD }, completion)).toMatchObject({
      verdict: 'correct',
      reason: 'all 2 tests passed',
      evidence: { integrity: 'outside', isolation: 'proven', passed: 2, total: 2 },
    });
  });

  it.each([...zero, ...malformed, ...hostile])('incorrect: $name', async ({ language, completion }) => {
    expect(await judge({ language, ...ADD }, completion)).toMatchObject({ verdict: 'incorrect' });
  });
});

describe('each way for a program to fail has its verdict', () => {
  const row = {
    language: 'javascript',
    entryPoint: 'f',
    tests: [
      { args: [1], expected: 1 },
      { args: [2], expected: 2 },
    ],
    limits: { memoryMegabytes: 64 },
  };
  it.each([
    ['AC', js('const f = (x) => x'), 'correct'],
    ['WA', js('const f = () => 1'), 'incorrect'],
    ['RE', js('const f = () => { throw new Error("no") }'), 'incorrect'],
    ['CE', js('const f = ('), 'incorrect'],
    ['TLE', js('const f = () => { for (;;); }'), 'incorrect'],
    ['MLE', js('const f = () => { const a = []; for (;;) a.push(new Array(1e6).fill(7)); }'), 'incorrect'],
  ])('%s', async (verdict, answer, whole) => {
    const said = await judge(row, answer);
    expect(said.verdict).toBe(whole);
    expect(outcomes(said)).toContain(verdict);
  });

  it('OLE, on what is printed', async () => {
    const stdin = {
      language: 'javascript',
      tests: [{ stdin: '', stdout: '1' }],
      limits: { outputKilobytes: 16 },
    };
    const said = await judge(stdin, js('for (let i = 0; i < 1e5; i++) console.log("1111111111")'));
    expect(outcomes(said)).toEqual(['OLE']);
  });

  it('all tests are run where the option says so, each under a limit of its own', async () => {
    const kernel = await kernelWith({ run: 'all' });
    const tests = [1, 2, 3, 4].map((n) => ({ args: [n], expected: n }));
    // The second one uses up the time of a run that it shares, and then that of its own.
    const source = 'const f = (x) => { if (x === 2) for (;;); if (x === 3) throw 1; return x; }';
    const said = await judge({ ...row, tests }, js(source), kernel);
    expect(outcomes(said)).toEqual(['AC', 'TLE', 'RE', 'AC']);
    expect(said).toMatchObject({ verdict: 'incorrect', evidence: { passed: 2, total: 4 } });
  });
});

describe('nothing can be said, and no reward is zero', () => {
  it.each<[string, Options, string]>([
    ['an unknown language', { language: 'klingon', ...ADD }, 'unknown'],
    [
      'tests without expected values',
      { language: 'javascript', entryPoint: 'f', tests: [{ args: [] }] },
      'no `expected`',
    ],
    [
      'a checker that throws',
      {
        language: 'javascript',
        ...ADD,
        checker: { language: 'javascript', source: 'function check() { throw new Error("oh") }' },
      },
      'the checker failed: Error: oh',
    ],
    [
      'a checker that answers in words',
      {
        language: 'javascript',
        ...ADD,
        checker: { language: 'javascript', source: 'const check = () => "yes"' },
      },
      'the checker failed: it gave neither true nor false',
    ],
  ])('%s', async (_, row, reason) => {
    const said = await judge(row, js('const add = (a, b) => a + b; const f = add;'));
    expect(said).toMatchObject({ verdict: 'unverifiable', reason: expect.stringContaining(reason) });
  });

  it('a language that no layer isolates is refused with the reason', async () => {
    const said = await judge(
      { language: 'lua', tests: [{ stdin: '', stdout: '1' }] },
      '```lua\nprint(1)\n```',
    );
    expect(['unverifiable', 'correct']).toContain(said.verdict);
    expect(said.verdict === 'correct' || said.reason).toMatch(/refused|unsupported|true/);
  });

  it('a sandbox that fails is a failure, never a verdict', async () => {
    const gone = createSandbox();
    await gone.dispose();
    const kernel = await kernelWith({}, gone);
    const said = await judgement({ language: 'javascript', ...ADD }, full[0]!.completion, kernel);
    expect(said).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('the sandbox failed') },
    });
  });

  it('a program of 10 MB is not run', async () => {
    const said = await judge({ language: 'javascript', ...ADD }, js(`//${'x'.repeat(10_000_000)}`));
    expect(said).toMatchObject({
      verdict: 'incorrect',
      reason: expect.stringContaining('over the limit of 256'),
    });
  });
});

describe('values come back with their types', () => {
  const echo = (...values: unknown[]): Options => ({
    language: 'python',
    entryPoint: 'f',
    tests: values.map((value) => ({ args: [value], expected: value })),
  });
  const values = [
    1,
    -1,
    0.5,
    'a',
    null,
    true,
    [],
    [1, [2]],
    { a: 1 },
    { $int: '123456789012345678901234567890' },
    { $float: '2.0' },
    { $float: 'nan' },
    { $float: '-inf' },
    { $tuple: [1, 2] },
    { $set: [1, 2] },
    {
      $dict: [
        [1, 'a'],
        [{ $tuple: [1, 2] }, 'b'],
      ],
    },
    { $bytes: '00ff' },
    'é😀\u0000',
  ];

  it('python: there and back', async ({ skip }) => {
    if (!python) skip('no layer runs Python here');
    const kernel = await kernelWith({ run: 'all' });
    expect(await judge(echo(...values), py('def f(x): return x'), kernel)).toMatchObject({
      verdict: 'correct',
    });
  });

  const pythonValues: readonly (readonly [string, unknown, boolean])[] = [
    ['42.0', 42, false],
    ['True', 1, false],
    ['"42"', 42, false],
    ['(1, 2)', [1, 2], true],
    ['[1, 2]', { $tuple: [1, 2] }, false],
    ['2', { $float: '2.0' }, false],
    ['2.0', { $float: '2.0' }, true],
    ['-0.0', { $float: '0.0' }, true],
    ['iter([1])', [1], false],
    ['object()', null, false],
  ];
  it.for(pythonValues)('python: %s where %j is expected', async ([value, expected, right], context) => {
    context.skip(!python, 'no layer runs Python here');
    const row = { language: 'python', entryPoint: 'f', tests: [{ args: [], expected }] };
    const { verdict } = await judge(row, py(`def f(): return ${value}`));
    expect(verdict).toBe(right ? 'correct' : 'incorrect');
  });

  it.each([
    ['42.0', 42, true],
    ['"42"', 42, false],
    ['true', 1, false],
    ['new Map([["a", 1]])', { a: 1 }, true],
    ['undefined', null, false],
    ['NaN', { $float: 'nan' }, true],
    ['10n', 10, true],
    ['-0', 0, true],
    ['[1, 2].map((x) => x)', [1, 2], true],
    ['Promise.resolve(3)', 3, true],
    ['class {}', null, false],
  ])('javascript: %s where %j is expected', async (value, expected, right) => {
    const row = { language: 'javascript', entryPoint: 'f', tests: [{ args: [], expected }] };
    const { verdict } = await judge(row, js(`const f = () => (${value});`));
    expect(verdict).toBe(right ? 'correct' : 'incorrect');
  });
});

describe('checkers', () => {
  const checker = {
    language: 'javascript',
    source: 'const check = (input, answer, expected) => Math.abs(Number(answer) - Number(expected)) < 0.1',
  };

  it('judge printed output', async () => {
    const row = { language: 'javascript', tests: [{ stdin: '2', stdout: '1.41' }], checker };
    expect(await judge(row, js('console.log(Math.SQRT2)'))).toMatchObject({ verdict: 'correct' });
    expect(await judge(row, js('console.log(2)'))).toMatchObject({ verdict: 'incorrect' });
  });

  it('judge values', async () => {
    const row = { language: 'javascript', entryPoint: 'f', tests: [{ args: [2], expected: 1.41 }], checker };
    expect(await judge(row, js('const f = Math.sqrt'))).toMatchObject({ verdict: 'correct' });
    expect(await judge(row, js('const f = (x) => x'))).toMatchObject({ verdict: 'incorrect' });
  });
});

describe('tests that are programs', () => {
  const row = {
    language: 'python',
    entry_point: 'decode',
    test: `import random
def check(candidate):
    for _ in range(100):
        word = ''.join(random.choice('abc') for i in range(5))
        assert candidate(encode(word)) == word
`,
    prompt: 'def encode(word):\n    return word[::-1]\n\ndef decode(word):\n    """ Undo. """\n',
  };
  const right = py('def decode(word):\n    return word[::-1]');

  it('run without the judged program', async ({ skip }) => {
    if (!python) skip('no layer runs Python here');
    expect(await judge(row, right)).toMatchObject({
      verdict: 'correct',
      evidence: { integrity: 'separate' },
    });
    for (const wrong of [
      'def decode(word):\n    return word',
      'def decode(word):\n    class Equal(str):\n        def __eq__(self, other): return True\n    return Equal(word)',
      'import random\nrandom.choice = lambda _: "a"\ndef decode(word):\n    return "aaaaa"',
      'def decode(word):\n    raise SystemExit(0)',
    ]) {
      expect(await judge(row, py(wrong))).toMatchObject({ verdict: 'incorrect' });
    }
  });

  it('run beside it, or not at all, where an option says so', async ({ skip }) => {
    if (!python) skip('no layer runs Python here');
    const beside = await kernelWith({ assertions: 'in-process' });
    expect(await judge(row, right, beside)).toMatchObject({
      verdict: 'correct',
      evidence: { integrity: 'in-process' },
    });
    const wrong = py('def decode(word):\n    return word');
    expect(await judge(row, wrong, beside)).toMatchObject({ verdict: 'incorrect' });
    const never = await kernelWith({ assertions: 'unverifiable' });
    expect(await judge(row, right, never)).toMatchObject({ verdict: 'unverifiable' });
  });

  it('JavaScript: console.assert tells the judge, where it would only have printed', async () => {
    const tests = {
      task_id: 'JavaScript/1',
      prompt: 'const twice = (x) => {\n',
      test: 'const check = () => { for (let i = 0; i < 5; i++) console.assert(twice(i) === 2 * i) }\ncheck()',
    };
    expect(await judge(tests, js('  return 2 * x\n}'))).toMatchObject({
      verdict: 'correct',
      evidence: { integrity: 'separate' },
    });
    for (const wrong of [
      '  return x + 1\n}',
      '}\nconsole.assert = () => {}',
      '  return { valueOf: () => 2 * x }\n}',
    ]) {
      expect(await judge(tests, js(wrong))).not.toMatchObject({ verdict: 'correct' });
    }
  });

  it('tests that assert nothing, or need what is not there, say nothing of the program', async () => {
    const empty = { task_id: 'JavaScript/1', prompt: 'const f = () => {\n', test: 'for (;;) break; f(1)' };
    expect(await judge(empty, js('}'))).toMatchObject({
      verdict: 'unverifiable',
      reason: 'the tests assert nothing',
    });
    const missing = { ...empty, test: 'for (;;) break; console.assert(f(other()) === 1)' };
    expect(await judge(missing, js('}'))).toMatchObject({
      verdict: 'unverifiable',
      reason: expect.stringContaining('ReferenceError'),
    });
  });
});

describe('a layer that runs a subset of Python', () => {
  // Monty 0.0.18 refuses to add a truth value to a number, and orders the items of a set in its own way.
  const row = { language: 'python', entryPoint: 'f', tests: [{ args: [[3, 1]], expected: 2 }] };
  const counting = py('def f(xs):\n    n = 0\n    for x in xs:\n        n += x > 0\n    return n');
  const wrong = py('def f(xs):\n    return 7');

  const power = {
    language: 'python',
    entryPoint: 'f',
    tests: [{ args: [0.7], expected: 0.24009999999999995 }],
  };
  const checker = {
    language: 'python',
    source: 'def check(input, answer, expected):\n    return 0.7 ** 4 == answer',
  };

  it('judges nothing wrong by itself: what the whole language does not confirm is unverifiable', async ({
    skip,
  }) => {
    const monty = createSandbox({ layers: ['monty'] });
    const kernel = await kernelWith({}, monty);
    const plain = await judge(row, py('def f(xs):\n    return len(xs)'), kernel);
    if (plain.reason.startsWith('refused')) skip('Monty is not installed');
    expect(plain).toMatchObject({ verdict: 'correct', evidence: { layers: ['monty'], subset: true } });
    expect(await judge(row, counting, kernel)).toMatchObject({ verdict: 'unverifiable' });
    const said = { verdict: 'unverifiable', evidence: { subset: true } };
    expect(await judge(row, wrong, kernel)).toMatchObject({
      ...said,
      reason: expect.stringContaining('test 1 of 1: WA: expected 2, got 7; no layer here runs the whole'),
    });
    // Right in CPython; Monty takes the power by multiplication and is one bit off.
    expect(await judge(power, py('def f(x):\n    return x ** 4'), kernel)).toMatchObject(said);
    const endless = py('def f(xs):\n    while True:\n        pass');
    expect(await judge({ ...row, limits: { cpuSeconds: 0.2 } }, endless, kernel)).toMatchObject(said);
    // No answer at all is the policy's, whatever could have run it.
    expect(await judge(row, 'two', kernel)).toMatchObject({ verdict: 'incorrect' });
    const checked = { ...row, tests: [{ args: [[]], expected: 0 }], checker };
    const value = py('def f(xs):\n    return 0.24009999999999995');
    expect(await judge(checked, value, kernel)).toMatchObject(said);
    await monty.dispose();
  });

  it('hands failures to a layer that runs the whole', async ({ skip }) => {
    if (!python) skip('no layer runs Python here');
    const both = createSandbox({ layers: ['monty', 'bubblewrap', 'landlock', 'pyodide'] });
    const kernel = await kernelWith({}, both);
    expect(await judge(row, counting, kernel)).toMatchObject({ verdict: 'correct' });
    const order = { ...row, tests: [{ args: [], expected: { $tuple: [1, 2, 3, 5] } }] };
    const sets = py('def f():\n    return tuple(set([1, 3, 5]) | set([2]))');
    expect(await judge(order, sets, kernel)).toMatchObject({ verdict: 'correct' });
    expect(await judge(power, py('def f(x):\n    return x ** 4'), kernel)).toMatchObject({
      verdict: 'correct',
      evidence: { layers: expect.not.arrayContaining(['monty']) },
    });
    // CPython orders this set; by the order of insertion it would pass.
    const once = { ...row, tests: [{ args: [[5, 1, 3]], expected: [5, 1, 3] }] };
    const unordered = py('def f(xs):\n    return list(set(xs))');
    expect(await judge(once, unordered, kernel)).toMatchObject({ verdict: 'incorrect' });
    expect(await judge(row, wrong, kernel)).toMatchObject({ verdict: 'incorrect' });
    await both.dispose();
  });
});

it('the share of tests passed is a reward term where the option adds it', async () => {
  const kernel = await kernelWith({ fraction: true });
  const tests = [1, 2, 3, 4].map((n) => ({ args: [n], expected: n }));
  const meta = { language: 'javascript', entryPoint: 'f', tests };
  const seed = { id: 's', prompt: [], domain: 'code', verifier: 'code', meta };
  const texts = [js('const f = (x) => x'), js('const f = (x) => Math.min(x, 3)'), 'no program'];
  const rollouts = await Promise.all(
    texts.map((text, i) =>
      kernel.annotate(
        {
          id: `${i}`,
          seedId: 's',
          tokens: [],
          logProbabilities: [],
          text,
          finishReason: 'stop',
          lengthTokens: 1,
        },
        seed,
      ),
    ),
  );
  const scored = await kernel.score({ seed, rollouts });
  expect(scored.rollouts.map(({ reward }) => reward.value)).toEqual([1, 0.75, 0]);
});

it('without a sandbox nothing is judged, and the reason says what to add', async () => {
  const kernel = await Kernel.create({ plugins: [{ plugin: code(), origin: 'inline' }] });
  expect(await judge({ language: 'javascript', ...ADD }, full[0]!.completion, kernel)).toMatchObject({
    verdict: 'unverifiable',
    reason: expect.stringContaining('add "@touchstone-rl/sandbox" to the plugins'),
  });
});
