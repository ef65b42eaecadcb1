import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPlugin } from '@touchstone-rl/plugin-kit';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The clauses that a reward breaks which uses a library of this source. */
async function brokenWith(
  library: string,
  score: string,
  imports = `import * as lib from 'lib';`,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-kit-'));
  try {
    const home = join(folder, 'node_modules', 'lib');
    mkdirSync(home, { recursive: true });
    symlinkSync(join(root, 'node_modules', '@touchstone-rl'), join(folder, 'node_modules', '@touchstone-rl'));
    writeFileSync(join(home, 'package.json'), '{"name":"lib","type":"module","exports":"./index.js"}');
    writeFileSync(join(home, 'index.js'), library);
    writeFileSync(
      join(folder, 'plugin.mjs'),
      `import { defineReward } from '@touchstone-rl/core'; ${imports}
       export default defineReward({ name: 'uses-lib', range: [0, 1], score: ${score} });`,
    );
    const { results } = await checkPlugin(join(folder, 'plugin.mjs'), { readsCharacters: true });
    return results
      .filter(({ state }) => state === 'failed')
      .map(({ check, reason }) => `${check}: ${reason}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('what a library does is the fault of a plugin only where it matters', () => {
  const harmless: readonly (readonly [name: string, library: string, score?: string, imports?: string])[] = [
    [
      'a default that nobody needs',
      `export const f = (t) => ({ at: new Date(), now: performance.now(), t });`,
    ],
    ['a debug switch', `export const f = (t) => { if (process.env.DEBUG_LIB) throw 0; return { t }; };`],
    ['a name drawn for its own parts', `export const f = (t) => ({ id: Math.random(), t });`],
    ['the language, for nothing', `export const f = (t) => ({ zone: new Intl.DateTimeFormat(), t });`],
    [
      'its own data',
      `import { readFileSync } from 'node:fs';
      export const f = (t) => ({ n: readFileSync(new URL('index.js', import.meta.url)).length, t });`,
    ],
    [
      'one warning',
      `let said; export const f = (t) => { if (!said) console.warn(said = 'old'); return { t }; };`,
    ],
    ['a timer that ends', `export const f = (t) => { setTimeout(() => 0, 300); return { t }; };`],
    [
      'a shim, and how errors are shown',
      `Math.sumPrecise ??= () => 0; Error.stackTraceLimit = 77; globalThis.__lib = 1;
      export const f = (t) => ({ t });`,
    ],
    [
      'whatever it does while it is first imported',
      `export const at = Date.now() + Math.random(); console.log(process.env.HOME); export const f = (t) => ({ t });`,
      `async ({ text }) => Number((await import('lib')).f(text).t.includes('42'))`,
      '',
    ],
    [
      'a long text that the plugin cut',
      `export const f = (t) => ({ t: t.replace(/\\s+$/, '') });`,
      `({ text }) => Number(lib.f(text.slice(0, 5000)).t.includes('42'))`,
    ],
  ];
  it.concurrent.each(harmless)('%s', async (_, library = '', score, imports) => {
    expect(
      await brokenWith(library, score ?? `({ text }) => Number(lib.f(text).t.includes('42'))`, imports),
    ).toEqual([]);
  });

  const harmful: readonly (readonly [clause: string, library: string])[] = [
    ['uses/clock', `export const f = () => new Date().getUTCDay() / 7;`],
    ['uses/environment', `export const f = () => Number(new Date(0).getHours() % 2);`],
    ['uses/environment', `export const f = () => Number((0.5).toLocaleString() === '0.5');`],
    ['uses/random', `export const f = () => Math.random();`],
    ['uses/console', `export const f = () => { console.log('scored'); return 1; };`],
    ['leaves/timers', `export const f = () => { setInterval(() => 0, 1000); return 1; };`],
    ['leaves/builtins', `const { sign } = Math; Math.sign = (x) => sign(x); export const f = () => 1;`],
  ];
  it.concurrent.each(harmful)('%s: %s', async (clause, library) => {
    expect(await brokenWith(library, '() => lib.f()')).toContainEqual(expect.stringContaining(`${clause}: `));
  });

  it('lets a plugin put away in onShutdown what it holds from setup on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-kit-'));
    try {
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      writeFileSync(
        join(folder, 'plugin.mjs'),
        `import { definePlugin } from '@touchstone-rl/core';
         export default definePlugin({ name: 'holds', setup({ hooks, declareTerm }) {
           const timer = setInterval(() => 0, 1000);
           declareTerm({ name: 'holds', range: [0, 1] });
           hooks.computeReward.tap('holds', ({ rollouts }) => ({ holds: rollouts.map(() => 1) }));
           hooks.onShutdown.tap('holds', () => clearInterval(timer));
         } });`,
      );
      const { results } = await checkPlugin(join(folder, 'plugin.mjs'));
      expect(results.filter(({ state }) => state === 'failed')).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
