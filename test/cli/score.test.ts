import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonLines, projectFolder, readRows, rowsOf, touchstone, type Ended } from './touchstone.ts';

const PHI4 = `export default { presets: ['phi4-reasoning'] };`;
const RIGHT = '<think>6*7=42</think>\\boxed{42}';

async function score(config: string, rows: string): Promise<Ended & { rows: Record<string, unknown>[] }> {
  const cwd = projectFolder({ 'config.js': config });
  const ended = await touchstone(['score', 'config.js', '--in', '-'], { cwd, input: rows });
  return { ...ended, rows: rowsOf(ended.stdout) };
}

describe('touchstone score', () => {
  it('gives recorded completions the reward of the config, by the golden values of the report', async () => {
    const common = { gold: '42', completion: RIGHT, finish_reason: 'stop' };
    const { code, rows, stderr } = await score(
      PHI4,
      jsonLines(
        { id: 'short', ...common, lengthTokens: 10 },
        { id: 'long', ...common, lengthTokens: 28_672 },
        { id: 'ids', ...common, tokens: [5, 6, 7] },
        { id: 'wrong', ...common, completion: RIGHT.replace('{42}', '{41}'), tokens: 1851 },
        { id: 'cut', ...common, finishReason: 'length', finish_reason: undefined, tokens: 31_744 },
        { id: 'no block', ...common, completion: '\\boxed{42}', tokens: 10 },
      ),
    );
    expect(code).toBe(0);
    const rewards = rows.map(({ id, state, reward }) => [id, state, Number((reward as number).toFixed(6))]);
    expect(rewards).toEqual([
      ['short', 'scored', 0.615385],
      ['long', 'scored', 0.461538],
      ['ids', 'scored', 0.615385],
      ['wrong', 'scored', -0.461538],
      ['cut', 'scored', -0.307692],
      ['no block', 'scored', -0.615385],
    ]);
    expect(rows[0]).toMatchObject({ verdict: 'correct', extracted: '42' });
    expect(rows[4]!.terms).toMatchObject({
      'length-cosine': { state: 'scored', replacedBy: { term: 'format', score: -0.5 } },
      format: { state: 'scored', score: -0.5 },
    });
    expect(stderr).toMatch(/^6 rows: scored 6 · mean reward /);
  });

  it('fails the rows it cannot score, says how to mend them, and goes on', async () => {
    const good = { gold: '42', completion: RIGHT, finish_reason: 'stop', lengthTokens: 10 };
    const { code, rows, stderr } = await score(
      PHI4,
      jsonLines(
        { id: 1, ...good, lengthTokens: undefined },
        { id: 2, ...good, finish_reason: undefined },
        { id: 3, ...good, finish_reason: 'tired' },
        { id: 4, ...good, completion: undefined },
        { id: 5, ...good, tokens: 'many', lengthTokens: undefined },
        { id: 6, ...good, verifier: 'unknown' },
        'nonsense',
        { id: 8, ...good },
      ),
    );
    expect(code).toBe(0);
    expect(rows.map(({ state }) => state)).toEqual([...Array<string>(7).fill('failed'), 'scored']);
    const reasons = rows.map(({ reason }) => reason as string);
    expect(reasons[0]).toMatch(/^line 1: the length in tokens is unknown; add `lengthTokens`/);
    expect(reasons[1]).toMatch(/has no `finish_reason`; add one of: stop, /);
    expect(reasons[2]).toMatch(/"tired" is unknown/);
    expect(reasons[3]).toMatch(/no `completion`/);
    expect(reasons[4]).toMatch(/"many" is not a whole number of tokens/);
    expect(reasons[5]).toMatch(/no verifier is named "unknown"/);
    expect(reasons[6]).toMatch(/line 7: not JSON/);
    expect(rows[0]!.reward).toBeNull();
    expect(stderr).toMatch(/8 rows: scored 1 · failed 7[^]*first failure: line 1/);
  });

  it('scores neighbouring rows of a group together', async () => {
    const config = `
      import { defineReward } from '@touchstone-rl/core';
      const relative = defineReward({
        name: 'size-of-group', range: [0, 10],
        scoreGroup: ({ rollouts }) => rollouts.map(() => rollouts.length),
      });
      export default { plugins: [relative] };`;
    const row = { completion: 'x', finish_reason: 'stop', tokens: 1 };
    const { rows } = await score(
      config,
      jsonLines(
        { id: 'a', ...row, group: 'g' },
        'nonsense',
        { id: 'b', ...row, group: 'g' },
        { id: 'c', ...row, seedId: 's' },
        { id: 'd', ...row, seedId: 's' },
        { id: 'e', ...row, seedId: 's', gold: 'other' },
        { id: 'f', ...row },
      ),
    );
    expect(rows.map(({ state, reward }) => (state === 'scored' ? reward : state))).toEqual([
      2,
      'failed',
      2,
      2,
      2,
      'failed',
      1,
    ]);
    expect(rows[5]!.reason).toMatch(/gold is not that of the first row of its group/);
    expect(rows[0]!.verdict).toBe('unverifiable');
  });

  it('writes a file, with the counts as JSON', async () => {
    const cwd = projectFolder({
      'config.js': PHI4,
      'in.jsonl': jsonLines({ id: 1, gold: '42', completion: RIGHT, finish_reason: 'stop', tokens: 10 }),
    });
    const args = ['score', 'config.js', '--in', 'in.jsonl', '--out', 'out.jsonl', '--json'];
    const { stdout } = await touchstone(args, { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ rows: 1, scored: 1, failed: 0, meanReward: 8 / 13 });
    expect(readRows(join(cwd, 'out.jsonl'))).toHaveLength(1);
  });

  it('refuses a config without rewards', async () => {
    const { code, stderr } = await score(`export default { plugins: ['math'] };`, '');
    expect(code).toBe(2);
    expect(stderr).toMatch(/the config loads no reward[^]*fix/);
  });
});
