import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KINDS, scaffoldPlugin, type KindName } from '@touchstone-rl/create-plugin';
import { testPlugin } from '@touchstone-rl/plugin-kit';
import { describe, expect, it } from 'vitest';
import { describeName } from './names.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const BIN = join(root, 'packages/create-plugin/bin/create-plugin.js');
const kinds = Object.keys(KINDS) as KindName[];

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-create-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
};

describe('names', () => {
  it.each([
    ['shows-work', 'shows-work', 'touchstone-plugin-shows-work'],
    ['touchstone-plugin-shows-work', 'shows-work', 'touchstone-plugin-shows-work'],
    ['@me/shows-work', 'shows-work', '@me/touchstone-plugin-shows-work'],
    ['@me/touchstone-plugin-x2', 'x2', '@me/touchstone-plugin-x2'],
  ])('%s', (given, name, packageName) => {
    expect(describeName(given)).toEqual({ name, packageName });
  });

  it.each(['', 'Shows-Work', '../evil', '@me', '@/x', 'a b', 'a--b', '-a', '@me/x/y'])(
    'refuses %j',
    (given) => {
      expect(() => describeName(given)).toThrow('use lower-case words with hyphens');
    },
  );
});

describe('a new plugin', () => {
  it.concurrent.each(kinds)(
    'of kind %s keeps the contract as it comes, and leaves nothing to fill in',
    async (kind) => {
      const folder = join(emptyFolder(), 'plugin');
      const { files, packageName } = scaffoldPlugin({ kind, name: 'try-it', folder });
      for (const file of files) expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/\{\{\w/);
      const readme = readFileSync(join(folder, 'README.md'), 'utf8');
      expect(readme).toContain(readFileSync(join(folder, 'example/touchstone.config.ts'), 'utf8'));
      expect(readme).toContain(packageName);
      const report = await testPlugin(folder);
      expect(report.plugin).toBe('try-it');
      const skipped = report.results.filter(
        ({ state, reason }) => state === 'skipped' && !reason?.includes('declare'),
      );
      expect(skipped.filter(({ check }) => !check.startsWith('seeds/demonstrations'))).toEqual([]);
    },
  );

  it('has an example for every kind of template, and a template for every kind', () => {
    const folders = readdirSync(join(root, 'templates'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
      .map(({ name }) => name);
    expect(folders.sort()).toEqual([...kinds, 'shared'].sort());
  });
});

describe('npm create @touchstone-rl/plugin', () => {
  const create = (
    cwd: string,
    ...args: string[]
  ): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [BIN, ...args], { cwd, encoding: 'utf8' });

  it('asks nothing with --yes', () => {
    const cwd = emptyFolder();
    const { status, stdout } = create(cwd, 'same-words', '--kind', 'verifier', '--yes');
    expect(stdout).toContain('next: cd touchstone-plugin-same-words && npm install && npm test');
    expect(status).toBe(0);
    const manifest: unknown = JSON.parse(
      readFileSync(join(cwd, 'touchstone-plugin-same-words/package.json'), 'utf8'),
    );
    expect(manifest).toMatchObject({ touchstone: { api: 1, kind: 'verifier', hooks: ['verifier'] } });
  });

  it('never overwrites a file, and then writes nothing', () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'README.md'), 'mine');
    const { status, stderr } = create(cwd, 'x', '--yes', '--folder', '.');
    expect(stderr).toMatch(/already holds README.md: .* nothing was written/);
    expect(status).toBe(2);
    expect(readFileSync(join(cwd, 'README.md'), 'utf8')).toBe('mine');
    expect(existsSync(join(cwd, 'package.json'))).toBe(false);
  });

  it.each([
    [
      ['x', '--kind', 'rewards', '--yes'],
      'there is no template for the kind "rewards"; there are: reward, verifier',
    ],
    [['X', '--yes'], '"X" cannot be a plugin\'s name'],
    [['x', '--kid', 'reward'], "Unknown option '--kid'"],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = create(emptyFolder(), ...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
