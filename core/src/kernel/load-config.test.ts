import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configJsonSchema, definePreset } from './config-input.ts';
import { defineReward } from './define.ts';
import { createKernel, loadConfig, resolveConfig } from './load-config.ts';
import { loadModule } from './load-module.ts';

const define = pathToFileURL(join(import.meta.dirname, 'define.ts')).href;
let folder: string;
const write = (name: string, content: string): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-config-'));
  const plugin = (name: string): string =>
    `export default { touchstone: 'plugin', api: 1, kind: 'reward', name: '${name}', setup() {} };`;
  const manifest = (name: string, api: number): string =>
    JSON.stringify({ name, version: '1.2.3', type: 'module', exports: './index.js', touchstone: { api } });
  write('node_modules/touchstone-plugin-alpha/index.js', plugin('alpha'));
  write('node_modules/touchstone-plugin-alpha/package.json', manifest('touchstone-plugin-alpha', 1));
  write('node_modules/@me/touchstone-plugin-beta/index.js', plugin('beta'));
  write('node_modules/@me/touchstone-plugin-beta/package.json', manifest('@me/touchstone-plugin-beta', 1));
  write('node_modules/touchstone-plugin-old/index.js', plugin('old'));
  write('node_modules/touchstone-plugin-old/package.json', manifest('touchstone-plugin-old', 7));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('layers', () => {
  it('are presets, then bases, then the file, then --set; every value knows its origin', async () => {
    const preset = definePreset({ name: 'p', config: { seed: 1, grpo: { groupSize: 4, steps: 1 } } });
    write('base.json', JSON.stringify({ seed: 2, grpo: { steps: 2 } }));
    const { settings, origins } = await resolveConfig(
      { presets: [preset], extends: './base.json', grpo: { seedsPerStep: 3 } },
      { folder, set: ['grpo.steps=9', 'name=x'] },
    );
    expect(settings).toMatchObject({ seed: 2, name: 'x', grpo: { groupSize: 4, steps: 9, seedsPerStep: 3 } });
    expect(origins.get('grpo.groupSize')).toBe('preset p');
    expect(origins.get('seed')).toMatch(/base\.json$/);
    expect(origins.get('grpo.seedsPerStep')).toBe('config');
    expect(origins.get('grpo.steps')).toBe('--set');
    expect(origins.get('grpo.clipLow')).toBe('default');
  });

  it('that extend each other in a circle are named', async () => {
    write('a.json', '{"extends": "./b.json"}');
    write('b.json', '{"extends": "./a.json"}');
    await expect(loadConfig(join(folder, 'a.json'))).rejects.toThrow(
      /circle[^]*a\.json -> .*b\.json -> .*a\.json/,
    );
  });
});

describe('a wrong setting', () => {
  it.each([
    [{ grop: {} }, /`grop` is not a setting[^]*did you mean "grpo"/],
    [{ grpo: { groupsize: 8 } }, /`grpo\.groupsize` is not a setting[^]*did you mean "groupSize"/],
    [{ grpo: { groupSize: 1 } }, /`grpo\.groupSize` is wrong[^]*>=2/],
    [{ sft: { learningRate: 'high' } }, /`sft\.learningRate` is wrong[^]*expected number/],
    [{ options: { alpha: {} } }, /options\.alpha` is for a plugin that is not loaded/],
    [{ plugins: 'math' }, /`plugins` must be a list/],
    [{ plugins: [42] }, /plugins\[0\] is not a plugin[^]*42/],
  ])('%j is one clear error', async (config, message) => {
    await expect(resolveConfig(config, { folder })).rejects.toThrow(message);
  });

  it('on the command line is blamed on --set', async () => {
    await expect(resolveConfig({}, { folder, set: ['seed=-1'] })).rejects.toThrow(/at +--set/);
  });
});

describe('plugins', () => {
  it('are found by short name, scoped name, path and value, with their versions; falsy ones are left out', async () => {
    write(
      'local.js',
      `export default { touchstone: 'plugin', api: 1, kind: 'plugin', name: 'local', setup() {} };`,
    );
    const inline = defineReward({ name: 'inline', range: [0, 1], score: () => 1 });
    const config = await resolveConfig(
      { plugins: ['alpha', '@me/beta', './local.js', false, [inline, null]] },
      { folder },
    );
    const kernel = await createKernel(config);
    expect(kernel.plugins.map(({ name, version }) => `${name} ${version}`)).toEqual([
      'alpha 1.2.3',
      'beta 1.2.3',
      'local inline',
      'inline inline',
    ]);
  });

  it('named twice merge: first position, later options over earlier, `options` over all', async () => {
    const seen: unknown[] = [];
    const plugin = defineReward({ name: 'r', range: [0, 1], score: () => 1 });
    const preset = definePreset({
      name: 'p',
      config: { plugins: [[plugin, { a: 1, b: 1, c: 1 }], 'alpha'] },
    });
    const config = await resolveConfig(
      { presets: [preset], plugins: [[plugin, { b: 2, c: 2 }]], options: { r: { c: 3 } } },
      { folder },
    );
    seen.push(...config.plugins.map((one) => [one.plugin.definition.name, one.plugin.options]));
    expect(seen).toEqual([
      ['r', { a: 1, b: 2, c: 3 }],
      ['alpha', undefined],
    ]);
  });

  it('that do not exist name what was tried; those of another API version are refused unimported', async () => {
    await expect(resolveConfig({ plugins: ['gamma'] }, { folder })).rejects.toThrow(
      /tried @touchstone-rl\/plugin-gamma, touchstone-plugin-gamma, gamma/,
    );
    await expect(resolveConfig({ plugins: ['old'] }, { folder })).rejects.toThrow(/plugin API 7[^]*API 1/);
  });
});

describe('files', () => {
  it('may be TypeScript with types only, enums or decorators', async () => {
    const path = write(
      'config.ts',
      `import { defineReward } from ${JSON.stringify(define)};
       enum Size { Small = 3 }
       const mark = (target: unknown, _context: unknown): any => target;
       @mark class Holder { static seed: number = Size.Small; }
       export default { seed: Holder.seed, plugins: [defineReward({ name: 'r', range: [0, 1], score: () => 1 })] };`,
    );
    const { settings, plugins } = await loadConfig(path, { loader: 'jiti' });
    expect(settings.seed).toBe(3);
    expect(plugins[0]!.plugin.definition.name).toBe('r');
  });

  it('an empty file is refused, and not taken for a config that asks for nothing', async () => {
    for (const name of ['empty.ts', 'empty.js']) {
      await expect(loadConfig(write(name, ' \n'))).rejects.toMatchObject({
        place: join(folder, name),
        message: expect.stringContaining('the file is empty') as string,
      });
    }
  });

  it('are found from the working folder, whatever loads them', async () => {
    write('seeds.ts', 'export default [1 as number];');
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect(await loadModule('seeds.ts', 'jiti')).toEqual([1]);
    } finally {
      process.chdir(before);
    }
  });

  it('that are missing or broken are one error with the path', async () => {
    await expect(loadConfig(join(folder, 'none.ts'))).rejects.toThrow(/does not exist[^]*none\.ts/);
    const broken = write('broken.json', '{"seed": }');
    await expect(loadConfig(broken)).rejects.toThrow(/could not be loaded[^]*broken\.json/);
  });
});

it('the JSON Schema describes every setting, with defaults', () => {
  const schema = configJsonSchema() as {
    properties: Record<string, { properties?: Record<string, unknown> }>;
  };
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['presets', 'plugins', 'extends', 'seed', 'grpo', 'reward']),
  );
  expect(schema.properties.grpo!.properties!.groupSize).toMatchObject({ default: 8, minimum: 2 });
});
