import { describe, expect, it } from 'vitest';
import { meets } from '../compare/expectation.ts';
import { readPython } from '../literal/read.ts';
import { UnreadableError } from '../literal/tokens.ts';
import { readJavascriptAssertions } from './javascript.ts';
import { readPythonAssertions } from './python.ts';

/** Whether a value, written in Python, passes the first assertion. */
function passes(assertion: string, value: string): boolean {
  return meets(readPython(value), readPythonAssertions(assertion).tests[0]!.expectation);
}

describe('Python assertions', () => {
  it('are read as calls and expectations, whatever stands around them', () => {
    const read = readPythonAssertions(`
METADATA = {
    'author': 'jt',
}

import math

def check(candidate):
    """Tests."""
    # a comment
    assert candidate([1.0, 2], n=0.3) == True, "message"
    assert candidate(
        'a', {'b': (1,)}
    ) == [
        'x'
    ]
    assert True
    print("passed")

check(solve)
`);
    expect(read.entryPoint).toBe('solve');
    expect(read.tests).toHaveLength(2);
    expect(read.tests[0]!.arguments).toEqual([readPython('[1.0, 2]')]);
    expect([...read.tests[0]!.keywords!]).toEqual([['n', readPython('0.3')]]);
  });

  it.each([
    ['assert f(1) == 2', '2', '3'],
    ['assert 2 == f(1)', '2.0', '"2"'],
    ['assert f(1) == (1, 2)', '(1, 2)', '[1, 2]'],
    ['assert f(1) is True', 'True', '1'],
    ['assert f(1) is None', 'None', 'False'],
    ['assert f(1)', '[0]', '[]'],
    ['assert not f(1)', '""', '"a"'],
    ['assert f(1) == float("2")'.replace('float("2")', '1.0/3'), '0.3333333333333333', '0.33'],
    ['assert abs(f(1) - 2.0/3) < 1e-6', '0.6666667', '0.67'],
    ['assert math.isclose(f(1), 3.14, rel_tol=1e-3)', '3.1415', '3.2'],
    ['assert set(f(1)) == set([1, 2])', '[2, 1, 1]', '[2]'],
    ['assert tuple(f(1)) == tuple([1, 2])', '[1, 2]', '[2, 1]'],
    ['assert list(f(1)) == [1, 2]', '(1, 2)', '(1,)'],
  ])('%s: %s passes, %s does not', (assertion, right, wrong) => {
    expect(passes(assertion, right)).toBe(true);
    expect(passes(assertion, wrong)).toBe(false);
  });

  it.each([
    'for i in range(3):\n    assert f(i) == i',
    'assert f(1) == g(1)',
    'assert f(f(1)) == 1',
    'assert f(1) != 2',
    'assert f(1) == 2 or True',
    'assert f(1) == 2 == 2',
    'assert f(1)[0] == 2',
    'assert f(1).x == 2',
    'assert sorted(f(1)) == [1]',
    'assert len(f(1)) == 1',
    'assert f(x) == 1',
    'assert f(1) == 1; import os',
    'x = f(1)\nassert x == 1',
    'assert f(1) == 1\nassert g(1) == 1',
    'assert (yield) == f(1)',
    'print(f(1))',
    '',
  ])('leaves to be run: %s', (source) => {
    expect(() => readPythonAssertions(source)).toThrow(UnreadableError);
  });
});

describe('JavaScript assertions', () => {
  it.each([
    ['console.assert(f(1) === 2)', '2', '"2"'],
    ['const testF = () => {\n  console.assert(f(1) === true)\n}\ntestF()', 'True', '1'],
    ["console.assert(JSON.stringify(f(1)) === JSON.stringify(['a', 1.0]))", '["a", 1]', '["a", "1"]'],
    ['console.assert(Math.abs(f(1) - 2.0 / 3.0) < 1e-6);', '0.6666667', '0.67'],
    ['console.assert(!f(1))', 'False', 'True'],
    [
      "const assert = require('node:assert');\nfunction test() {\n  let candidate = f;\n  assert.deepEqual(candidate(1), [2, { a: null }]);\n}\ntest();",
      '[2, {"a": None}]',
      '[2]',
    ],
    ['assert.strictEqual(f(1), "a")', '"a"', '"b"'],
    ['assert.equal(f(1), undefined)', 'None', '0'],
  ])('%s', (source, right, wrong) => {
    const read = readJavascriptAssertions(source);
    expect(read.entryPoint).toBe('f');
    expect(meets(readPython(right), read.tests[0]!.expectation)).toBe(true);
    expect(meets(readPython(wrong), read.tests[0]!.expectation)).toBe(false);
  });

  it.each([
    'console.assert(f(1) === [1])',
    'assert.equal(f(1), [1])',
    'for (let i = 0; i < 3; i++) console.assert(f(i) === i)',
    'console.assert(f(1) == 1)',
    'console.assert(f(1) !== 1)',
    'const x = f(1); console.assert(x === 1)',
    'console.assert(f(() => 1) === 1)',
    'console.assert(f(1) === 1 && true)',
  ])('leaves to be run: %s', (source) => {
    expect(() => readJavascriptAssertions(source)).toThrow(UnreadableError);
  });
});
