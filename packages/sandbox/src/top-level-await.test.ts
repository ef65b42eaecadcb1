import type { Sandbox, SandboxRequest, SandboxResult } from '@touchstone-rl/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from './create-sandbox.ts';

/** Layers that this machine lacks are skipped by name. */
const CASES = [
  { layer: 'quickjs', language: 'javascript' },
  { layer: 'quickjs', language: 'typescript' },
  { layer: 'bubblewrap', language: 'javascript' },
  { layer: 'landlock', language: 'javascript' },
] as const;

describe.each(CASES)('top-level await, $language on $layer', ({ layer, language }) => {
  let sandbox: Sandbox;
  let absent: string | undefined;
  const run = (source: string, more: Partial<SandboxRequest> = {}): Promise<SandboxResult> =>
    sandbox.run({ language, layer, source: language === 'typescript' ? typed(source) : source, ...more });
  const typed = (source: string): string => source.replace('const word =', 'const word: string =');
  beforeEach((context) => context.skip(absent !== undefined, absent));

  beforeAll(async () => {
    sandbox = createSandbox({ limits: { cpuSeconds: 2 } });
    const { status, reason } = await run('');
    if (status === 'refused') absent = reason;
  });
  afterAll(() => sandbox.dispose());

  it('prints in the order in which things happen', async () => {
    const source = `console.log('first');
setTimeout(() => console.log('timer'), 0);
Promise.resolve().then(() => console.log('then'));
const word = await new Promise((resolve) => setTimeout(() => resolve('waited'), 5));
console.log(word);
for await (const x of [1, Promise.resolve(2)]) console.log(x);`;
    const stdout = 'first\nthen\ntimer\nwaited\n1\n2\n';
    expect(await run(source)).toMatchObject({ status: 'ok', stdout });
  });

  it('calls what is defined before and behind it', async () => {
    const source = `function twice(x) { return x * factor; }
const factor = await Promise.resolve(2);
const later = async (x) => (await x) + 1;
class Solution { solve(x) { return twice(x); } }`;
    const calls = ['twice', 'later', 'Solution.solve', 'missing'].map((name) => ({
      function: name,
      arguments: [21],
    }));
    const { status, results } = await run(source, { calls });
    expect(status).toBe('ok');
    expect(results).toEqual([
      { value: 42 },
      { value: 22 },
      { value: 42 },
      { error: expect.stringContaining('missing') as string },
    ]);
  });

  it('calls what a module declares and does not export', async () => {
    const source = `import { readFileSync } from './helper.mjs';\nconst base = 40;\nfunction add(x) { return x + base; }`;
    const files = { 'helper.mjs': 'export const readFileSync = 1;' };
    const { results } = await run(source, { files, calls: [{ function: 'add', arguments: [2] }] });
    expect(results).toEqual([{ value: 42 }]);
  });

  it.each([
    [
      'a rejection that nobody takes',
      "console.log(1);\nawait Promise.reject(new Error('broken'));",
      'broken',
    ],
    ['an error behind it', "console.log(1);\nawait 1;\nthrow new TypeError('broken');", 'broken'],
    ['one that never settles', 'console.log(1);\nawait new Promise(() => {});\nconsole.log(2);', ''],
  ])('calls %s a runtime error', async (_, source, reason) => {
    const result = await run(source);
    expect(result).toMatchObject({ status: 'runtime-error', stdout: '1\n' });
    expect(result.reason + result.stderr).toContain(reason);
    const called = await run(`${source}\nfunction f() { return 1; }`, {
      calls: [{ function: 'f', arguments: [] }],
    });
    expect(called).toMatchObject({ status: 'runtime-error', results: [] });
  });

  it.each([
    ['a mistake beside it', 'await 1;\nlet x = ;'],
    ['await in a function that is not async', 'function f() { await 1; }'],
  ])('calls %s a compile error', async (_, source) => {
    expect(await run(source)).toMatchObject({ status: 'compile-error', stdout: '' });
  });

  it('takes the name for a variable where a program does', async () => {
    expect(await run('var await = 6 * 7; console.log(await)')).toMatchObject({
      status: 'ok',
      stdout: '42\n',
    });
  });
});
