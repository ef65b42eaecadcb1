import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPlugin } from '@touchstone-rl/plugin-kit';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'touchstone-kit-sandbox-'));
symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A verifier that runs the answer as a program, on its own or a claim of its own that there is no layer. */
const plugin = (judge: string): string => {
  const path = join(folder, `${judge.length}.mjs`);
  writeFileSync(
    path,
    `import { correct, defineVerifier, incorrect, sandboxToken, unverifiable } from '@touchstone-rl/core';
     export default defineVerifier({
       name: 'prints',
       async verify({ gold, pred, completion }, { services }) {
         if (gold === undefined) return unverifiable('the seed has no gold');
         const sandbox = services.resolve(sandboxToken);
         const source = 'console.log(' + (pred ?? completion) + ')';
         ${judge}
       },
     });`,
  );
  return path;
};
const fixtures = { correct: [{ gold: '42', pred: '6 * 7' }], automaticNearMisses: false };

it('gives plugins the sandbox of a run, whose doings are not theirs', async () => {
  const run = `const { stdout } = await sandbox.run({ language: 'javascript', source });
    return stdout === gold + '\\n' ? correct('it prints it') : incorrect('it prints something else');`;
  const { results } = await checkPlugin(plugin(run), fixtures, { only: ['verifier/', 'uses/'] });
  expect(results.filter(({ state }) => state === 'failed')).toEqual([]);
  const of = (name: string): string | undefined => results.find(({ check }) => check === name)?.state;
  expect(of('verifier/correct')).toBe('passed');
  const uses = results.filter(({ check }) => check.startsWith('uses/'));
  expect(new Set(uses.map(({ state }) => state))).toEqual(new Set(['passed']));
});

it('checks nothing by a sandbox that refuses', async () => {
  const { results } = await checkPlugin(plugin("return unverifiable('refused: no layer');"), fixtures, {
    only: ['verifier/correct'],
  });
  expect(results.at(-1)).toMatchObject({ state: 'skipped', reason: 'refused: no layer' });
});
