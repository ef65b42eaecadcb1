import type { Seed } from '@touchstone-rl/core';
import { describe, expect, it } from 'vitest';
import { optionsSchema } from '../options.ts';
import { TaskError, type Task } from '../task.ts';
import { taskOfSeed } from './task-of-row.ts';

const taskOf = (
  meta: Record<string, unknown>,
  options: Record<string, unknown> = {},
  prompt?: string,
): Task => {
  const seed: Seed = {
    id: 's',
    prompt: prompt === undefined ? [] : [{ role: 'user', content: prompt }],
    domain: 'code',
    verifier: 'code',
    meta,
  };
  return taskOfSeed(seed, optionsSchema.parse(options));
};

const PROMPT = `from typing import List

def helper(x):
    return x

def solve(xs: List[int]) -> int:
    """ Adds. """
`;
const HUMANEVAL = { entry_point: 'solve', test: 'def check(candidate):\n    assert candidate([1]) == 1\n' };
const body = '    return sum(xs)\n';
const whole = 'def solve(xs):\n    return sum(xs)\n';

describe('a HumanEval prompt and an answer make a program', () => {
  const assemble = (answer: string): string => taskOf(HUMANEVAL, {}, PROMPT).assemble(answer);

  it('the body stands behind the prompt, indented again where it was dedented', () => {
    expect(assemble(body)).toBe(`${PROMPT}${body}`);
    expect(assemble('return sum(xs)\n')).toBe(`${PROMPT}${body}`);
  });

  it('the whole function stands behind imports and helpers of the prompt, not behind its own head', () => {
    expect(assemble(whole)).toBe(`from typing import List\n\ndef helper(x):\n    return x\n\n${whole}`);
    expect(assemble(`from __future__ import annotations\n${whole}`)).toMatch(
      /^from __future__[^]*import List[^]*solve/,
    );
  });

  it('a body may define functions of its own', () => {
    const nested = '    def add(a, b):\n        return a + b\n    return add(xs[0], 0)\n';
    expect(assemble(nested)).toBe(`${PROMPT}${nested}`);
  });

  it('JavaScript: helpers come along unless the answer brings them', () => {
    const prompt = 'const poly = (x) => x\n\n/* Find. */\nconst find = (xs) => {\n';
    const js = (answer: string): string =>
      taskOf({ task_id: 'JavaScript/32', test: 'console.assert(find(1) === 1)' }, {}, prompt).assemble(
        answer,
      );
    expect(js('  return 1\n}\n')).toBe(`${prompt}  return 1\n}\n`);
    expect(js('  let find = 1\n  return find\n}\n')).toBe(`${prompt}  let find = 1\n  return find\n}\n`);
    expect(js('const find = () => 1\n')).toBe('const poly = (x) => x\n\n/* Find. */\nconst find = () => 1\n');
    expect(js('const poly = 1\nconst find = () => 1\n')).toBe('const poly = 1\nconst find = () => 1\n');
  });
});

describe('rows of data sets', () => {
  it('HumanEval: `candidate` is the entry point', () => {
    expect(taskOf(HUMANEVAL, {}, PROMPT).tests).toMatchObject({
      kind: 'calls',
      entryPoint: 'solve',
      calls: [{}],
    });
  });

  it('HumanEval: tests that loop are kept as a program, with the prompt as their setup', () => {
    const test = 'def check(candidate):\n    for i in range(3):\n        assert candidate([i]) == i\n';
    const { tests } = taskOf({ ...HUMANEVAL, test }, {}, PROMPT);
    expect(tests).toMatchObject({ kind: 'program', entryPoint: 'solve', program: { setup: PROMPT } });
  });

  it('MBPP: the entry point is the function that the assertions call', () => {
    const { tests, assemble } = taskOf({ test_list: ['assert f(1) == 2'], test_setup_code: 'import math' });
    expect(tests).toMatchObject({ kind: 'calls', entryPoint: 'f' });
    expect(assemble('x')).toBe('import math\nx');
  });

  it('MultiPL-E: the same in JavaScript and TypeScript; other languages cannot be judged by an exit code', () => {
    const tests = 'const assert = require("assert");\nassert.deepEqual(f(1), 2);';
    expect(taskOf({ language: 'js', tests }, {}, 'function f(x){\n').tests).toMatchObject({ kind: 'calls' });
    const typed = `declare var require: any;\nconst assert = require('node:assert');\n\nfunction test() {\n  let candidate = f;\n  assert.deepEqual(candidate([1], undefined),[2]);\n}\n\ntest();`;
    const prompt = 'function f(xs: number[], y: number | undefined): number[] {\n';
    expect(taskOf({ language: 'ts', tests: typed }, {}, prompt)).toMatchObject({
      language: 'typescript',
      tests: { kind: 'calls', entryPoint: 'f', calls: [{}] },
    });
    expect(() => taskOf({ language: 'rs', tests: 'assert_eq!(f(1), 2)', entry_point: 'f' })).toThrow(
      /written in rust can be judged only by an exit code/,
    );
  });

  it('APPS: stdin and stdout, or calls where there is a function name; `[5]` may mean 5', () => {
    const io = { inputs: ['1\n'], outputs: ['2\n'] };
    expect(taskOf({ input_output: JSON.stringify(io) }).tests).toEqual({
      kind: 'stdin',
      runs: [{ stdin: '1\n', expected: '2\n' }],
    });
    const calls = { fn_name: 'f', inputs: [[1, 2]], outputs: [[5]] };
    const { tests } = taskOf({ input_output: calls, starter_code: 'class Solution:\n  def f' });
    expect(tests).toMatchObject({
      kind: 'calls',
      entryPoint: 'Solution.f',
      calls: [{ expectation: { kind: 'any' } }],
    });
  });

  it('APPS: whole numbers as keys, and 2 equal to 2.0, as its own judge has it', () => {
    const calls = { fn_name: 'f', inputs: [[{ 1: 'a' }, { 2: 'b' }]], outputs: [{ '-3': 1 }] };
    const { tests } = taskOf({ input_output: calls });
    const keys = (type: string, value: unknown) => ({ entries: [[{ type, value }, {}]] });
    expect(tests).toMatchObject({
      calls: [
        {
          arguments: [keys('integer', 1n), keys('string', '2')],
          expectation: { expected: keys('integer', -3n), equality: { numbers: 'value' } },
        },
      ],
    });
  });

  it('CodeContests: all three sets of tests, and the time limit', () => {
    const set = { input: ['1'], output: ['2'] };
    const task = taskOf({
      public_tests: set,
      private_tests: set,
      generated_tests: set,
      time_limit: { seconds: 2, nanos: 5e8 },
    });
    expect(task.tests).toMatchObject({ kind: 'stdin', runs: [{}, {}, {}] });
    expect(task.limits).toEqual({ cpuSeconds: 2.5 });
    const limits = { public_tests: set, memory_limit_bytes: 256_000_000, time_limit: null };
    expect(taskOf(limits).limits).toEqual({ memoryMegabytes: 245 });
    expect(() => taskOf({ public_tests: set, input_file: 'in.txt' })).toThrow(
      /wants a file \(`input_file`\)/,
    );
  });

  it('LiveCodeBench: one JSON argument a line, integers and floats kept apart', () => {
    const cases = [{ input: '[1, 2]\n2.0', output: '3.0', testtype: 'functional' }];
    const { tests } = taskOf({
      public_test_cases: JSON.stringify(cases),
      metadata: '{"func_name": "solve"}',
      starter_code: 'class Solution:',
    });
    expect(tests).toMatchObject({
      entryPoint: 'Solution.solve',
      calls: [
        {
          arguments: [{ type: 'list' }, { type: 'float', value: 2 }],
          expectation: { expected: { type: 'float' } },
        },
      ],
    });
  });

  it('LiveCodeBench: private tests as the set packs them, and its own comparison of output', () => {
    // Of Python: base64.b64encode(zlib.compress(pickle.dumps(json.dumps([...])))).
    const packed =
      'eJxrYJnqygABPY7R1UqZeQWlJUpWCkrRhjoKRrExecZKOgpK+aUlUGEzELcktbikpLIgFSSQVpqXXJKZn5eYo1QbO0UPAEXxFww=';
    const cases = '[{"input": "[0, 1]\\n2", "output": "1", "testtype": "functional"}]';
    const row = { public_test_cases: cases, metadata: '{"func_name": "f"}' };
    expect(taskOf({ ...row, private_test_cases: packed }).tests).toMatchObject({
      calls: [{}, { arguments: [{ type: 'list' }, { type: 'integer', value: 3n }] }],
    });
    const printed = { public_test_cases: '[{"input": "", "output": "1.0", "testtype": "stdin"}]' };
    expect(taskOf(printed).output).toEqual({ compare: 'decimal-lines' });
    expect(taskOf({ ...printed, output: { compare: 'exact' } }).output).toEqual({ compare: 'exact' });
    expect(taskOf(printed, { output: 'tokens' }).output).toEqual({});
    expect(() => taskOf({ public_test_cases: '[]', private_test_cases: 'eJx=' })).toThrow(
      /neither JSON nor packed JSON: it is not base64 of zlib/,
    );
  });
});

it('contest rows: what their judges import for a program is imported, and only what it names', () => {
  const { assemble } = taskOf({ input_output: { inputs: [''], outputs: [''] } });
  expect(assemble('print(1)\n')).toBe('print(1)\n');
  const method = 'class Solution:\n    def f(self, xs: List[int]): return math.gcd(*xs)\n';
  const imports = 'import math\nfrom math import gcd\nfrom typing import List\n';
  expect(assemble(method)).toBe(`${imports}${method}`);
  expect(assemble(`from __future__ import annotations\n${method}`)).toMatch(/^from __future__/);
});

describe('rows of our own', () => {
  const test = { args: [1], expected: 1 };

  it('a fraction among the expected numbers means that whole ones are floats too', () => {
    const numbers = (...expected: unknown[]): unknown => {
      const { tests } = taskOf({
        language: 'python',
        entryPoint: 'f',
        tests: expected.map((one) => ({ args: [], expected: one })),
      });
      const [first] = tests.kind === 'calls' ? tests.calls : [];
      return first!.expectation.kind === 'equal' && first!.expectation.equality.numbers;
    };
    expect(numbers(1, 2)).toBe('strict');
    expect(numbers(1, [2.5])).toBe('value');
    expect(numbers(1, { $float: '2.0' })).toBe('strict');
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no language', { tests: [test] }, /names no `language`/],
    ['an unknown language', { language: 'klingon', tests: [test] }, /"klingon" is unknown; known: python/],
    ['no tests', { language: 'python' }, /no `tests`/],
    ['empty tests', { language: 'python', tests: [] }, /no `tests`/],
    ['a test that is no object', { language: 'python', tests: [1] }, /tests\[0\] is not an object/],
    ['no entry point', { language: 'python', tests: [test] }, /need the `entryPoint`/],
    [
      'a hostile entry point',
      { language: 'python', entryPoint: 'f(); import os', tests: [test] },
      /is not a name/,
    ],
    [
      'no expected value',
      { language: 'python', entryPoint: 'f', tests: [test, { args: [] }] },
      /tests\[1\] has no `expected`/,
    ],
    ['no stdout', { language: 'python', tests: [{ stdin: '' }] }, /tests\[0\] has no `stdout`/],
    [
      'two kinds of tests',
      { language: 'python', entryPoint: 'f', tests: [test, { stdin: '', stdout: '' }] },
      /every test needs/,
    ],
    [
      'a number beyond JSON',
      { language: 'python', entryPoint: 'f', tests: [{ args: [1e20], expected: 1 }] },
      /tests\[0\]\.args\[0\]: the number/,
    ],
    [
      'calls in C++',
      { language: 'cpp', entryPoint: 'f', tests: [test] },
      /functions of cpp cannot be called/,
    ],
    [
      'wrong limits',
      { language: 'python', entryPoint: 'f', tests: [test], limits: { cpuSeconds: -1 } },
      /`limits`/,
    ],
    [
      'an empty checker',
      { language: 'python', entryPoint: 'f', tests: [test], checker: {} },
      /`checker` is not/,
    ],
    [
      'fewer outputs than inputs',
      { input_output: { inputs: ['1', '2'], outputs: ['1'] } },
      /2 inputs have 1 outputs/,
    ],
    ['MBPP without assertions', { test_list: [] }, /no `test_list`/],
  ])('%s', (_, row, message) => {
    expect(() => taskOf(row)).toThrow(TaskError);
    expect(() => taskOf(row)).toThrow(message);
  });

  it('more tests than allowed', () => {
    const row = { language: 'python', entryPoint: 'f', tests: [test, test] };
    expect(() => taskOf(row, { maxTests: 1 })).toThrow('the row has 2 tests, more than maxTests (1)');
  });
});
