import { spawnSync } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  correct,
  definePlugin,
  defineReward,
  defineVerifier,
  incorrect,
  modelClientToken,
  unverifiable,
  type ModelReply,
  type ModelRequest,
  type Verdict,
} from '@touchstone-rl/core';
import { checkPlugin, testPlugin, type PluginFixtures } from '@touchstone-rl/plugin-kit';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const brief = defineReward({
  name: 'brief',
  range: [-1, 0],
  score: ({ lengthTokens }) => -Math.min(1, lengthTokens / 1000),
});

describe('testPlugin', () => {
  it('takes a plugin as a value, with fixtures', async () => {
    const fixtures: PluginFixtures = {
      rewards: [{ name: 'half', text: 'a', lengthTokens: 500, expected: -0.5 }],
    };
    const { results } = await testPlugin(brief, fixtures);
    const work = results.find(({ check }) => check === 'reward/linear-work');
    expect(work).toMatchObject({
      state: 'skipped',
      reason: expect.stringContaining('by its path') as string,
    });
  });

  it('fails with one line for each clause that is broken', async () => {
    const wrong = defineReward({ name: 'wrong', range: [0, 1], score: ({ text }) => text.length / 100 });
    const failure = testPlugin(wrong, { rewards: [{ name: 'two', text: 'ab', expected: 1 }] });
    await expect(failure).rejects.toThrow(/^plugin "wrong" breaks \d clauses of the contract:\n/);
    await expect(failure).rejects.toThrow(
      'reward/cases: the case "two" came out as 0.02, and its fixture says 1',
    );
    await expect(failure).rejects.toThrow('outside its declared range [0, 1]');
  });

  it('blames no plugin for a service that the kit does not have, and takes one from the fixtures', async () => {
    const judged = defineVerifier({
      name: 'judged',
      async verify({ gold, pred, answer }, { services }) {
        if (gold === undefined) return unverifiable('the seed has no gold');
        const { text } = await services
          .resolve(modelClientToken)
          .complete({ messages: [{ role: 'user', content: JSON.stringify([gold, pred ?? answer]) }] });
        return text === 'yes' ? correct('the judge says so') : incorrect('the judge says so');
      },
    });
    const fixtures: PluginFixtures = { correct: [{ gold: '1', pred: '1' }] };
    const without = await testPlugin(judged, fixtures);
    const skipped = without.results.find(({ check }) => check === 'verifier/gold');
    expect(skipped).toMatchObject({
      state: 'skipped',
      reason: expect.stringContaining('"model-client"') as string,
    });
    const complete = async ({ messages }: ModelRequest): Promise<ModelReply> => {
      const [gold, given] = JSON.parse(messages[0]!.content) as [string, string];
      return { text: gold === given ? 'yes' : 'no', model: 'equality', finishReason: 'stop', cached: false };
    };
    const withOne = await testPlugin(judged, {
      ...fixtures,
      configureServices: (services) => services.register(modelClientToken, { value: { complete } }),
    });
    expect(withOne.results.find(({ check }) => check === 'verifier/gold')).toMatchObject({ state: 'passed' });
  });

  it('tests every verifier and every term of a plugin, and says which one fails', async () => {
    const several = definePlugin({
      name: 'several',
      setup({ addVerifier, declareTerm, hooks }) {
        const equal = (gold?: string, pred?: string): Verdict =>
          gold === undefined || pred === gold ? correct('equal') : incorrect('not equal');
        addVerifier('exact', { verify: ({ gold, pred }) => equal(gold, pred) });
        addVerifier('lax', {
          verify: ({ pred }) => (pred === undefined ? incorrect('none') : correct('some')),
        });
        declareTerm({ name: 'first', range: [0, 1] });
        declareTerm({ name: 'second', range: [0, 1] });
        hooks.computeReward.tap('several', ({ rollouts }) => ({
          first: rollouts.map(() => 0),
          second: rollouts.map(() => 2),
        }));
      },
    });
    const right = { gold: '1', pred: '1' };
    const { results } = await checkPlugin(several, {
      correct: [right],
      incorrect: [{ gold: '1', pred: '2' }],
    });
    const reasonOf = (name: string): string | undefined =>
      results.find(({ check }) => check === name)?.reason;
    expect(reasonOf('verifier/near-misses')).toContain('(verifier "lax") is judged correct ("some")');
    expect(reasonOf('reward/scores')).toContain('the term second');
    const tagged = await checkPlugin(several, { correct: [{ ...right, verifier: 'exact' }] });
    expect(tagged.results.find(({ check }) => check === 'verifier/correct')).toMatchObject({
      state: 'skipped',
      reason: 'its fixtures give none for the verifier "lax"',
    });
  });

  it('refuses fixtures with a field that it does not know', async () => {
    const misspelt = { reward: [] } as unknown as PluginFixtures;
    await expect(testPlugin(brief, misspelt)).rejects.toThrow(/the fixtures are wrong: .*"reward"/s);
  });

  it('says when a path holds no plugin', async () => {
    await expect(checkPlugin('no/such/plugin')).rejects.toThrow('the path does not exist');
    await expect(checkPlugin(join(root, 'docs'))).rejects.toThrow('the path holds no plugin');
  });

  it('works from a script given on the command line, whose flags fit no thread', () => {
    const path = join(root, 'packages/plugin-kit/zoo/shouting-name.ts');
    const script = `import { checkPlugin } from '@touchstone-rl/plugin-kit';
      const { results } = await checkPlugin(${JSON.stringify(path)}, undefined, { only: ['definition/'] });
      console.log(results.map(({ state }) => state).join());`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout.trim()).toBe('passed,failed,passed,passed,passed');
  });

  it('works under node:test', () => {
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-kit-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(
      join(folder, 'brief.mjs'),
      `import { defineReward } from '@touchstone-rl/core';
       export default defineReward({ name: 'brief', range: [0, 1], score: ({ lengthTokens }) => 1 / (1 + lengthTokens) });`,
    );
    writeFileSync(
      join(folder, 'brief.test.mjs'),
      `import { test } from 'node:test';
       import { testPlugin } from '@touchstone-rl/plugin-kit';
       test('contract', () => testPlugin(new URL('./brief.mjs', import.meta.url)));
       test('no contract', () => testPlugin(new URL('./brief.mjs', import.meta.url),
         { rewards: [{ name: 'one', text: '', lengthTokens: 1, expected: 1 }] }));`,
    );
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--test', '--test-reporter=tap', 'brief.test.mjs'],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] },
      },
    );
    expect(stdout).toContain('ok 1 - contract');
    expect(stdout).toContain('not ok 2 - no contract');
    expect(stdout).toContain('came out as 0.5, and its fixture says 1');
    expect(status).toBe(1);
  });
});
