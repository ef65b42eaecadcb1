import { existsSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRegistry, type Published, type Registry } from './npm-registry.ts';
import { touchstone, type Ended } from './touchstone.ts';

/** A whole plugin without a dependency, so that nothing else has to be installed. */
const code = `
const definition = { touchstone: 'plugin', api: 1, kind: 'reward', name: 'brevity', setup({ hooks, declareTerm }) {
  declareTerm({ name: 'brevity', range: [-1, 0] });
  hooks.computeReward.tap('brevity', ({ rollouts }) => rollouts.map(() => 0));
} };
export default Object.assign((options) => ({ touchstone: 'configured', definition, options }), { definition });`;

const plugin = (name: string, fields: Record<string, unknown> = {}): Published => ({
  manifest: {
    name,
    version: '1.2.3',
    description: `What ${name} is for`,
    license: 'MIT',
    type: 'module',
    exports: './index.js',
    keywords: ['touchstone-plugin', 'touchstone-reward'],
    touchstone: { api: 1, kind: 'reward', hooks: ['computeReward'] },
    ...fields,
  },
  code,
});

let registry: Registry;
beforeAll(async () => {
  registry = await startRegistry([
    plugin('touchstone-plugin-brevity'),
    plugin('@me/touchstone-plugin-brevity', { license: 'Apache-2.0' }),
    plugin('touchstone-plugin-future', { touchstone: { api: 2, kind: 'reward' } }),
    plugin('touchstone-plugin-scripted', {
      scripts: { postinstall: "node -e \"require('fs').writeFileSync('ran', '')\"" },
      hasInstallScript: true,
    }),
    plugin('brevity-impostor', { touchstone: undefined }),
  ]);
});
afterAll(() => registry.close());

function inProject(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<Ended> & { cwd: string } {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'touchstone-discovery-')));
  const all = { 'package.json': '{"private":true,"type":"module"}', ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(cwd, name), text);
  const env = {
    npm_config_registry: registry.url,
    'npm_config_@me:registry': registry.url,
    npm_config_cache: join(cwd, '.cache'),
  };
  return Object.assign(touchstone(args, { cwd, env }), { cwd });
}

const CONFIG = `export default {
  name: 'mine', // keep this comment
  plugins: [
    // and this one
    'math',
  ],
};
`;

describe('touchstone plugins --search', () => {
  it('lists plugins of npm from their manifests, and nothing that only has the keyword', async () => {
    const { code: exit, stdout } = await inProject(['plugins', '--search', 'brevity'], {});
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /touchstone-plugin-brevity +1\.2\.3 +reward +computeReward +MIT +What touchstone-plugin-brevity/,
    );
    expect(stdout).toContain('Apache-2.0');
    expect(stdout).not.toContain('impostor');
    expect(registry.requests).toContain('/-/v1/search?text=keywords:touchstone-plugin brevity&size=20');
  });

  it('says which plugins are for another version of the API', async () => {
    const { stdout } = await inProject(['plugins', '--search', 'future'], {});
    expect(stdout).toContain('reward (API 2, not 1)');
  });

  it('exits 1 when there is none, and 2 when the registry cannot be read', async () => {
    expect(await inProject(['plugins', '--search', 'nothing-like-it'], {})).toMatchObject({ code: 1 });
    const cwd = mkdtempSync(join(tmpdir(), 'touchstone-discovery-'));
    const env = { npm_config_registry: 'http://127.0.0.1:47813/' };
    const { code: exit, stderr } = await touchstone(['plugins', '--search', 'x'], { cwd, env });
    expect(stderr).toContain('the package registry could not be read: connect ECONNREFUSED');
    expect(exit).toBe(2);
  });
});

describe('touchstone add', () => {
  it('installs, says what it taps and its licence, and adds it to a module', async () => {
    const ended = inProject(['add', 'brevity', '--config', 'my.config.js'], { 'my.config.js': CONFIG });
    const { code: exit, stdout, stderr } = await ended;
    expect({ exit, stderr }).toMatchObject({
      exit: 0,
      stderr: expect.stringContaining("added 'brevity'") as string,
    });
    expect(stdout).toMatch(
      /touchstone-plugin-brevity 1\.2\.3: .*\n +kind +reward\n +taps +computeReward\n +licence +MIT/,
    );
    const config = readFileSync(join(ended.cwd, 'my.config.js'), 'utf8');
    expect(config).toContain('// keep this comment');
    expect(config).toMatch(/\/\/ and this one\n\s*'math',\s*["']brevity["']/);
    const listed = await touchstone(['plugins', 'my.config.js'], { cwd: ended.cwd });
    expect(listed.stdout).toMatch(/brevity +1\.2\.3 +reward +computeReward/);
    const again = await touchstone(['add', 'brevity', '--config', 'my.config.js'], {
      cwd: ended.cwd,
      env: { npm_config_registry: registry.url, npm_config_cache: join(ended.cwd, '.cache') },
    });
    expect(again.stderr).toContain("'brevity' stands in");
    expect(readFileSync(join(ended.cwd, 'my.config.js'), 'utf8')).toBe(config);
  });

  it('adds a scoped plugin to a JSON config and runs no install script', async () => {
    const json = '{\n  "name": "mine",\n  "plugins": ["math"]\n}\n';
    const scoped = inProject(['add', '@me/touchstone-plugin-brevity', '--config', 'c.json'], {
      'c.json': json,
    });
    expect(await scoped).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(scoped.cwd, 'c.json'), 'utf8'))).toMatchObject({
      plugins: ['math', '@me/brevity'],
    });
    const scripted = inProject(['add', 'scripted', '--config', 'c.json'], { 'c.json': '{}' });
    const { code: exit, stdout } = await scripted;
    expect({ exit, stdout }).toMatchObject({ exit: 0, stdout: expect.stringContaining('not run') as string });
    expect(existsSync(join(scripted.cwd, 'node_modules/touchstone-plugin-scripted/ran'))).toBe(false);
    expect(readFileSync(join(scripted.cwd, 'c.json'), 'utf8')).toMatch(/"plugins": \[\s*"scripted"\s*\]/);
  });

  it.each([
    [
      'a list from elsewhere',
      "const plugins = ['math'];\nexport default { plugins };\n",
      '`plugins` is not written as a list',
    ],
    [
      'a config that is computed',
      'export default await Promise.resolve({ plugins: [] });\n',
      'not an object literal',
    ],
  ])('leaves %s alone and says what to write', async (_, text, why) => {
    const ended = inProject(['add', 'brevity', '--config', 'odd.config.js'], { 'odd.config.js': text });
    const { code: exit, stderr } = await ended;
    expect(stderr).toContain(why);
    expect(stderr).toContain("write plugins: [..., 'brevity'] yourself");
    expect(exit).toBe(1);
    expect(readFileSync(join(ended.cwd, 'odd.config.js'), 'utf8')).toBe(text);
  });

  it('refuses, before anything is installed, what it cannot use', async () => {
    const files = { 'c.json': '{}' };
    const future = inProject(['add', 'future', '--config', 'c.json'], files);
    expect((await future).stderr).toContain('was made for plugin API 2; this core speaks API 1');
    expect(existsSync(join(future.cwd, 'node_modules'))).toBe(false);
    const unknown = await inProject(['add', 'no-such', '--config', 'c.json'], files);
    expect(unknown.stderr).toContain('no package provides the plugin "no-such"');
    const noConfig = await inProject(['add', 'brevity'], {});
    expect(noConfig.stderr).toContain('there is no config to add the plugin to');
    expect([(await future).code, unknown.code, noConfig.code]).toEqual([2, 2, 2]);
  });
});
