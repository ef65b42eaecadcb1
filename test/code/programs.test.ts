import type { Verdict } from '@touchstone-rl/core';
import { optionsSchema, verifyCode } from '@touchstone-rl/plugin-code';
import { createSandbox } from '@touchstone-rl/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Programs for "mul(a, b)" in shapes that answers have, and in shapes that only look like an answer. */
const TESTS = [
  { args: [6, 7], expected: 42 },
  { args: [0, 5], expected: 0 },
  { args: [-3, 3], expected: -9 },
];
const LANGUAGES = { python: 'python', javascript: 'js', typescript: 'ts' } as const;
type Language = keyof typeof LANGUAGES;

const sandbox = createSandbox({ limits: { cpuSeconds: 1, memoryMegabytes: 256 } });
const options = optionsSchema.parse({});
let python = false;

function judge(language: Language, source: string, row: object = { tests: TESTS }): Promise<Verdict> {
  const meta = { language, entryPoint: 'mul', ...row };
  const seed = { id: 's', prompt: [], domain: 'code', verifier: 'code', meta };
  const completion = `\`\`\`${LANGUAGES[language]}\n${source}\n\`\`\``;
  return verifyCode({ seed, gold: undefined, completion }, options, sandbox);
}

const returning = (language: Language, value: string, expected: unknown): Promise<Verdict> =>
  judge(language, language === 'python' ? `def mul(): return ${value}` : `const mul = () => (${value});`, {
    tests: [{ args: [], expected }],
  });

beforeAll(async () => {
  python = (await returning('python', '1', 1)).verdict === 'correct';
});
afterAll(() => sandbox.dispose());

const DEF = 'def mul(a, b):\n    return a * b';
const FUNCTION = 'function mul(a, b) { return a * b; }';

const right: readonly (readonly [Language, string, string])[] = [
  ['python', 'a coroutine', 'async def mul(a, b):\n    return a * b'],
  ['python', 'built-in names given away', `str = list = dict = set = int = type = len = repr = None\n${DEF}`],
  ['python', 'a future import', `from __future__ import annotations\n${DEF}`],
  ['python', 'an object', 'class Mul:\n    def __call__(self, a, b): return a * b\nmul = Mul()'],
  ['python', 'an imported function', 'from operator import mul'],
  ['python', 'a cached function', `from functools import cache\n@cache\n${DEF}`],
  ['python', 'a main guard', `${DEF}\nif __name__ == "__main__":\n    print(mul(int(input()), 2))`],
  ['python', 'a subclass of int', 'class I(int): pass\ndef mul(a, b): return I(a * b)'],
  [
    'python',
    'a thread',
    `import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\n${DEF}`,
  ],
  ['python', 'a mark of byte order', `\ufeff${DEF}`],
  ['python', 'carriage returns and tabs', 'def mul(a, b):\r\n\treturn a * b\r'],
  ['javascript', 'an exported function', `export ${FUNCTION}`],
  ['javascript', 'a default export', `export default ${FUNCTION}`],
  ['javascript', 'a list of exports', `${FUNCTION}\nexport { mul };`],
  ['javascript', 'an imported module of Node', `import assert from 'node:assert';\n${FUNCTION}`],
  ['javascript', 'module.exports', 'module.exports = { mul: (a, b) => a * b };'],
  ['javascript', 'a function as the module', 'module.exports = (a, b) => a * b;'],
  ['javascript', 'names of the language', `class Map {}\nconst Set = 1, Array = 2, Number = 3;\n${FUNCTION}`],
  ['javascript', 'a promise', 'const mul = async (a, b) => { await null; return a * b; };'],
  ['typescript', 'types', 'type N = number;\nexport const mul = (a: N, b: N): N => a * b;'],
];

/** Looks through the frames for the nonce, and writes results as the harness would. */
const FORGED = `import json, os, sys
def mul(a, b):
    frame = sys._getframe()
    while frame:
        nonce = frame.f_locals.get("nonce")
        if nonce:
            for i, v in enumerate((42, 0, 1)):
                os.write(3, (nonce + " " + json.dumps({"index": i, "value": v}) + "\\n").encode())
            os._exit(0)
        frame = frame.f_back`;
const CLAIMS_INT = `class E:
    __class__ = int
    __index__ = __int__ = lambda self: 42
    __le__ = __ge__ = lambda self, other: True
def mul(a, b): return E()`;
const CLAIMS_NUMPY = `class A:
    def tolist(self): return 42
A.__module__ = "numpy"
def mul(a, b): return A()`;
const GETTERS = 'Object.defineProperty(Object.prototype, "value", { get: () => 42, set() {} });';
const TURNED = 'Object.defineProperty(Promise, Symbol.hasInstance, { value: () => false });';

const wrong: readonly (readonly [Language, string, string])[] = [
  ['python', 'a coroutine of another value', 'async def mul(a, b):\n    return a + b'],
  ['python', 'a class that claims to be int', CLAIMS_INT],
  ['python', 'a class that claims to be of numpy', CLAIMS_NUMPY],
  ['python', 'int replaced', 'import builtins\nbuiltins.int = lambda *a: 42\ndef mul(a, b): return a + b'],
  ['python', 'results forged with the nonce of the harness', FORGED],
  ['python', 'descriptors closed', 'import os\nos.closerange(0, 100)\ndef mul(a, b): return 1'],
  ['python', 'tests to import', 'from tests import expected\ndef mul(a, b): return expected'],
  ['python', 'a package said to be missing', 'raise ModuleNotFoundError("No module named \'json\'")'],
  [
    'javascript',
    'a class that converts itself',
    'class A { valueOf() { return 42; } }\nconst mul = () => new A();',
  ],
  ['javascript', 'a thing with then', 'const mul = (a, b) => ({ then(done) { done(a * b); } });'],
  ['javascript', 'a proxy', 'const mul = () => new Proxy([42], { get: () => 42 });'],
  ['javascript', 'getters on every object', `${GETTERS}\nconst mul = () => 1;`],
  ['javascript', 'instanceof turned', `${TURNED}\nconst mul = async (a, b) => a + b;`],
  ['javascript', 'a module that is not the function', 'module.exports = { value: 42 };'],
];

describe('programs in odd shapes', () => {
  it.for(right)('%s, right: %s', async ([language, , source], context) => {
    context.skip(language === 'python' && !python, 'no layer runs Python here');
    expect(await judge(language, source)).toMatchObject({ verdict: 'correct' });
  });

  it.for(wrong)('%s, wrong: %s', async ([language, , source], context) => {
    context.skip(language === 'python' && !python, 'no layer runs Python here');
    expect(await judge(language, source)).toMatchObject({ verdict: 'incorrect' });
  });
});

describe('values in odd shapes', () => {
  const values: readonly (readonly [Language, string, unknown, boolean])[] = [
    ['python', 'bytearray(b"ab")', { $bytes: '6162' }, true],
    ['python', '__import__("enum").Enum("E", {"R": "r"}, type=str).R', 'r', true],
    ['python', '__import__("collections").Counter("aab")', { a: 2, b: 1 }, true],
    ['python', '__import__("collections").deque([1])', [1], false],
    ['python', 'map(int, "12")', [1, 2], false],
    ['python', '10 ** 400', { $int: `1${'0'.repeat(400)}` }, true],
    ['python', '1e22', { $float: '1e22' }, true],
    ['python', 'lambda: 1', 1, false],
    ['javascript', 'new (class { x = 1 })()', { x: 1 }, true],
    ['javascript', '{ a: 1, b: undefined }', { a: 1 }, true],
    ['javascript', 'new Int32Array([1, 2])', [1, 2], true],
    ['javascript', 'new Date(0)', {}, false],
    ['javascript', 'new Error("x")', {}, false],
    ['javascript', 'new DataView(new ArrayBuffer(1))', [0], false],
    ['javascript', '{ a: null }', {}, false],
    ['javascript', '[1].values()', [1], false],
  ];
  it.for(values)('%s: %s where %j is expected: %s', async ([language, value, expected, good], context) => {
    context.skip(language === 'python' && !python, 'no layer runs Python here');
    const verdict = good ? 'correct' : 'incorrect';
    expect(await returning(language, value, expected)).toMatchObject({ verdict });
  });
});

it('a package that judges have and the sandbox lacks is no mistake of the program', async ({ skip }) => {
  if (!python) skip('no layer runs Python here');
  const there = await sandbox.run({ language: 'python', source: 'import gmpy2', exact: true });
  const { verdict, reason } = await judge('python', `import gmpy2\n${DEF}`);
  const missing = `unsupported: the package "gmpy2" is not installed where programs run`;
  expect([verdict, reason]).toEqual(
    there.status === 'ok' ? ['correct', 'all 3 tests passed'] : ['unverifiable', missing],
  );
});
