import type { SandboxResult } from '@touchstone-rl/core';
import { afterAll, describe, expect, it } from 'vitest';
import { createSandbox } from '../create-sandbox.ts';

const sandbox = createSandbox({ layers: ['monty'], limits: { cpuSeconds: 2 } });
const run = (source: string, stdin = ''): Promise<SandboxResult> =>
  sandbox.run({ language: 'python', source, stdin });
afterAll(() => sandbox.dispose());

describe('what Monty cannot do is unsupported, never a wrong answer', () => {
  it.each([
    ['classes', 'class A: pass'],
    ['modules', 'import collections'],
    ['a builtin that is missing', 'print(eval("1"))'],
    ['an attribute that is missing', 'import sys\nprint(sys.stdin.read())'],
    ['the end of the input', 'while True:\n  try:\n    input()\n  except EOFError:\n    break'],
    ['floats that CPython prints with an exponent', 'print(1e20)'],
    ['a builtin given another meaning', 'def id(x): return x\nprint(id(5))'],
    ['the same by assignment', 'sum = lambda x: 7\nprint(sum([1]))'],
    ['the order of a set', 'print(list(set([5, 1])))'],
    ['the same in braces', 'print([x for x in {5, 1}])'],
    ['the same by unpacking', 'print([*{*[5, 1]}])'],
    ['an iterator that is printed', 'print(map(int, [1]))'],
    ['one that is kept', 'xs = zip([1], [2])\nprint(list(xs), list(xs))'],
    ['a generator', 'def f():\n  return (x for x in [1])\nprint(f())'],
    ['the same in a loop', 'for max in [lambda *x: 0]:\n  print(max(1, 2))'],
  ])('%s', async (_, source) => {
    expect(await run(source)).toMatchObject({ status: 'unsupported', layer: 'monty' });
  });

  it('runs within its subset', async () => {
    const source =
      'import math\nd = {5: [1], "{a}": {}}\nassert sorted(set([3, 1])) == [1, 3]\na, b = map(int, [1, 2])\nprint(sum(x for x in (1, 2)), *zip([a], [b]), ", ".join(str(i) for i, x in enumerate([5])))\nn = int(input())\nprint(math.factorial(n), [i / 2 for i in range(3)], f"{n:03d}")';
    expect(await run(source, '20\n')).toMatchObject({
      status: 'ok',
      stdout: '3 (1, 2) 0\n2432902008176640000 [0.0, 0.5, 1.0] 020\n',
    });
  });
});
