import { definePlugin, Kernel, sandboxToken } from '@touchstone-rl/core';
import { afterAll, describe, expect, it } from 'vitest';
import { createSandbox } from './create-sandbox.ts';
import sandboxPlugin from './plugin.ts';

const sandbox = createSandbox({ layers: ['quickjs'], limits: { cpuSeconds: 1 } });
afterAll(() => sandbox.dispose());

describe('bad input has one clear outcome', () => {
  it.each([
    ['a language that is not known', { language: 'cobol', source: '' }, 'unsupported', 'cobol'],
    ['a program of 10 MB', { language: 'js', source: ' '.repeat(1e7) }, 'unsupported', '4 MiB'],
    [
      'a file outside',
      { language: 'js', source: '', files: { '../a': '' } },
      'unsupported',
      'working folder',
    ],
    [
      'a limit that is none',
      { language: 'js', source: '', limits: { cpuSeconds: 0 } },
      'unsupported',
      'cpuSeconds',
    ],
    [
      'a call of code',
      { language: 'js', source: '', calls: [{ function: 'f()', arguments: [] }] },
      'unsupported',
      'name of a function',
    ],
    ['a language without a layer', { language: 'cpp', source: 'int main() {}' }, 'refused', 'isolation'],
    ['a layer that is not there', { language: 'js', source: '', layer: 'none' }, 'refused', 'none'],
    [
      '100 MB of output',
      { language: 'js', source: 'console.log("x".repeat(1e8))' },
      'output-limit',
      '1024 KiB',
    ],
    [
      'types that nest without end',
      { language: 'ts', source: '('.repeat(200_000) },
      'compile-error',
      'nested',
    ],
  ] as const)('%s', async (_, request, status, reason) => {
    const result = await sandbox.run(request);
    expect(result).toMatchObject({ status, reason: expect.stringContaining(reason) as string });
  });
});

describe('what a program cannot reach', () => {
  it.each([
    ['the host by a constructor', 'console.log(typeof console.log.constructor("return process")().binding)'],
    ['the boot program', 'console.log(typeof __host)'],
    ['the environment', 'console.log(Object.keys(process.env).length || undefined)'],
    [
      'modules that are not there',
      'let m; try { m = require("child_process") } catch {} console.log(typeof m)',
    ],
  ])('%s', async (_, source) => {
    const { status, stdout } = await sandbox.run({ language: 'javascript', source });
    expect({ status, stdout }).toEqual({ status: 'ok', stdout: 'undefined\n' });
  });

  it('one program leaves nothing for the next', async () => {
    const spoil = 'Array.prototype.map = () => ["spoilt"]; globalThis.left = 1; function f() { return 1 }';
    const calls = [{ function: 'f', arguments: [] }];
    expect((await sandbox.run({ language: 'js', source: spoil, calls })).results).toEqual([{ value: 1 }]);
    const source = 'function f() { return [[1].map((x) => x + 1), typeof left] }';
    const { results } = await sandbox.run({ language: 'js', source, calls });
    expect(results).toEqual([{ value: [[2], 'undefined'] }]);
  });

  it('a program cannot describe its result otherwise than it is', async () => {
    const source = `
      function lies() { return { toJSON: () => 42, valueOf: () => 42, [Symbol.toPrimitive]: () => 42 } }
      function tagged() { return { $int: "42" } }
      JSON.stringify = () => '42'; Array.isArray = () => true; Set.prototype.has = () => false;`;
    const calls = ['lies', 'tagged'].map((name) => ({ function: name, arguments: [] }));
    const { results } = await sandbox.run({ language: 'js', source, calls });
    expect(results).toEqual([{ value: {} }, { value: { $dict: [['$int', '42']] } }]);
  });
});

describe('the sandbox as a plugin', () => {
  it('is what plugins of its run resolve, and ends with the run', async () => {
    let stdout = '';
    const user = definePlugin({
      name: 'user',
      setup({ hooks, services }) {
        hooks.onStep.tap('user', async () => {
          const run = services.resolve(sandboxToken).run({ language: 'js', source: 'console.log(1)' });
          ({ stdout } = await run);
        });
      },
    });
    const kernel = await Kernel.create({
      plugins: [sandboxPlugin({ layers: ['quickjs'] }), user()].map((plugin) => ({
        plugin,
        origin: 'inline',
      })),
    });
    await kernel.report('onStep', { step: 1, metrics: {} } as never);
    expect(stdout).toBe('1\n');
    await kernel.report('onShutdown', { reason: 'finished' } as never);
    const after = await kernel.services.resolve(sandboxToken).run({ language: 'js', source: '' });
    expect(after).toMatchObject({
      status: 'infrastructure',
      reason: expect.stringContaining('disposed') as string,
    });
  });
});
