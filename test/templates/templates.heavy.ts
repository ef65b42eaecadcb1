import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KINDS, type KindName } from '@touchstone-rl/create-plugin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, startLocalRegistry, type LocalRegistry } from '../registry/local-registry.ts';

/** What `npm run example` must print. */
const EXAMPLE: Readonly<Record<KindName, RegExp>> = {
  reward: /"id":"long","state":"scored","reward":-0\.25/,
  verifier: /"id":"wrong","verdict":"incorrect"/,
  domain: /"id":"try-it:/,
  'seed-source': /"id":"try-it:\d+x\d+"/,
  benchmark: /try-it .*benchmark/,
  logger: /try-it .*onStep, onEvaluate/,
};

let registry: LocalRegistry;
beforeAll(async () => {
  registry = await startLocalRegistry();
});
afterAll(() => registry.close());

describe('a plugin made by npm create, from packed tarballs in an empty folder', () => {
  it.each(Object.keys(KINDS) as KindName[])(
    '%s: installs, builds, lints, tests, runs and packs',
    async (kind) => {
      const parent = mkdtempSync(join(tmpdir(), 'touchstone-template-'));
      const folder = join(parent, 'touchstone-plugin-try-it');
      const npm = (...args: string[]): Promise<string> => run('npm', args, folder, registry.env);
      const create = ['create', '--yes', '@touchstone-rl/plugin', '--', 'try-it', '--kind', kind, '--yes'];
      expect(await run('npm', create, parent, registry.env)).toContain('next: cd touchstone-plugin-try-it');
      await npm('install', '--no-audit', '--no-fund', '--ignore-scripts');
      await npm('run', 'build');
      await npm('run', 'lint');
      expect(await npm('test')).toMatch(/1 passed/);
      expect(await npm('run', 'example')).toMatch(EXAMPLE[kind]);
      expect(await npm('run', 'check:package')).toMatch(/All good!/);
      const [packed] = JSON.parse(await npm('pack', '--json', '--silent')) as [{ files: { path: string }[] }];
      const unexpected = packed.files.filter(
        ({ path }) => !/^(dist\/[\w-]+\.(js|d\.ts)|package\.json|README\.md)$/.test(path),
      );
      expect(unexpected).toEqual([]);
      const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        scripts: object;
      };
      expect(Object.keys(scripts)).not.toContain(expect.stringMatching(/^(pre|post)?install$|^prepare$/));
      rmSync(parent, { recursive: true });
    },
  );
});

describe('the page about writing a plugin', () => {
  it('goes from nothing to a packed plugin in five commands', async () => {
    const page = readFileSync(new URL('../../docs/write-a-plugin.md', import.meta.url), 'utf8');
    const commands = /^```\n([^`]+)```$/m.exec(page)![1]!.trim().split('\n');
    expect(commands).toHaveLength(5);
    const parent = mkdtempSync(join(tmpdir(), 'touchstone-page-'));
    const output = await run('sh', ['-e', '-c', commands.join('\n')], parent, registry.env);
    expect(output).toContain('touchstone-plugin-shows-work-0.1.0.tgz');
    rmSync(parent, { recursive: true });
  });
});
