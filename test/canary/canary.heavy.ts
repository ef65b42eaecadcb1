import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, startLocalRegistry, type LocalRegistry } from '../registry/local-registry.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PLUGINS = join(ROOT, 'plugins');
const plugins = readdirSync(PLUGINS).filter((name) => existsSync(join(PLUGINS, name, 'package.json')));

let registry: LocalRegistry;
beforeAll(async () => {
  registry = await startLocalRegistry();
});
afterAll(() => registry.close());

describe('each plugin, built and tested against the packed core in a project of its own', () => {
  it.each(plugins)('%s', async (name) => {
    const folder = outsideProject(name);
    const env = registry.env;
    // Plugins train nothing, so the tensor engine (optional, large) is left out.
    await run(
      'npm',
      ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--omit=optional'],
      folder,
      env,
    );
    await run('npx', ['tsc', '-p', 'tsconfig.json'], folder, env);
    const contract = `import { testPlugin } from '@touchstone-rl/plugin-kit'; const { plugin } = await testPlugin(process.cwd()); console.log(plugin, 'keeps the contract');`;
    const said = await run('node', ['--input-type=module', '-e', contract], folder, env);
    expect(said).toContain('keeps the contract');
    rmSync(folder, { recursive: true });
  });
});

/** A copy of a plugin as an author outside of this repository would have it. */
function outsideProject(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `touchstone-canary-${name}-`));
  const source = join(PLUGINS, name);
  for (const part of ['src', 'README.md'])
    cpSync(join(source, part), join(folder, part), { recursive: true });
  const own = readJson(join(source, 'tsconfig.json'));
  const base = readJson(join(ROOT, 'tsconfig.base.json'));
  const compilerOptions = {
    ...(base.compilerOptions as object),
    ...(own.compilerOptions as object),
    composite: false,
  };
  write(join(folder, 'tsconfig.json'), { compilerOptions, include: own.include, exclude: own.exclude });
  const manifest = readJson(join(source, 'package.json'));
  const tools = readJson(join(ROOT, 'package.json')).devDependencies as Record<string, string>;
  const devDependencies = {
    ...(manifest.devDependencies as object),
    '@touchstone-rl/plugin-kit': '0.1.0',
    '@types/node': tools['@types/node'],
    typescript: tools['typescript'],
  };
  write(join(folder, 'package.json'), { ...manifest, devDependencies });
  return folder;
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
}

function write(path: string, value: unknown): void {
  writeFileSync(path, JSON.stringify(value, undefined, 2));
}
