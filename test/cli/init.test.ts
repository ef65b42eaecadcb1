import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder, touchstone } from './touchstone.ts';

/**
 * A smaller model and few steps, after which every problem is still too hard. The seeds are as the template asks for them, so that
 * they are known to exist.
 */
const SHORT = [
  'model.hiddenSize=16',
  'model.layers=1',
  'model.maxResponseTokens=40',
  'sft.steps=3',
  'curate.samples=1',
  'curate.minimumPassRate=0',
  'grpo.steps=1',
  'evaluate.samples=1',
  'evaluate.validationSamples=1',
];

describe('touchstone init', () => {
  it('writes a project that runs', async () => {
    const parent = projectFolder();
    const written = await touchstone(['init', 'My Project'], { cwd: parent });
    expect(written.code).toBe(0);
    expect(written.stderr).toContain("cd 'My Project' && npm install && npm run train");
    const cwd = join(parent, 'My Project');
    const manifest = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ name: 'my-project', dependencies: { '@touchstone-rl/cli': '0.1.0' } });
    expect(existsSync(join(cwd, '.gitignore'))).toBe(true);
    symlinkSync(join(parent, 'node_modules'), join(cwd, 'node_modules'));
    const args = ['train', 'touchstone.config.ts', ...SHORT.flatMap((assignment) => ['--set', assignment])];
    const { code, stderr } = await touchstone(args, { cwd });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const rollouts = readFileSync(join(cwd, 'runs/first-run/rollouts.jsonl'), 'utf8');
    expect(rollouts).toContain('"name":"shows-work","plugin":"shows-work","state":"scored"');
  });

  it('never overwrites a file', async () => {
    const cwd = projectFolder({ 'README.md': 'mine' });
    const { code, stderr } = await touchstone(['init'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/already holds files of that name[^]*README\.md/);
    expect(readFileSync(join(cwd, 'README.md'), 'utf8')).toBe('mine');
    expect(existsSync(join(cwd, 'touchstone.config.ts'))).toBe(false);
  });

  it('starts a plugin of a kind', async () => {
    const cwd = projectFolder();
    const { code, stderr } = await touchstone(['init', 'domain', 'parity'], { cwd });
    expect(stderr).toContain('next: cd touchstone-plugin-parity && npm install && npm test');
    expect(code).toBe(0);
    const path = join(cwd, 'touchstone-plugin-parity/src/index.ts');
    const generated = await touchstone(['generate', path, '--n', '2', '--split', 'test'], { cwd });
    expect(generated.stdout).toMatch(/^\{"id":"parity:/);
  });

  it('refuses a kind or a name that there is not', async () => {
    const cwd = projectFolder();
    const kind = await touchstone(['init', 'rewards', 'x'], { cwd });
    expect(kind.stderr).toContain('there is no kind of plugin named "rewards"');
    const name = await touchstone(['init', 'reward', '../x'], { cwd });
    expect(name.stderr).toContain('cannot be a plugin');
    expect([kind.code, name.code]).toEqual([2, 2]);
  });
});
