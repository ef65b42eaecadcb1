import { describe, expect, it } from 'vitest';
import { jsonLines, projectFolder, rowsOf, touchstone, type Ended } from './touchstone.ts';

/** The whole reward: about ten lines, inline in a config. */
const configWith = (score: string, options = ''): string => `
import { defineConfig, defineReward } from '@touchstone-rl/core';
import { z } from 'zod';

const brevity = defineReward({
  name: 'brevity',
  options: z.strictObject({ limit: z.number().default(100) }),
  range: [-1, 0],
  score: (rollout, { options }) => ${score},
});

export default defineConfig({ plugins: [brevity(${options})], limits: { deadlineMilliseconds: 2000 } });
`;

const ROW = { id: 'r1', seedId: 's1', completion: 'hello', finish_reason: 'stop', tokens: [1, 2, 3] };

function scoreWith(score: string, options?: string): Promise<Ended> {
  const cwd = projectFolder({ 'touchstone.config.ts': configWith(score, options) });
  return touchstone(['score', 'touchstone.config.ts', '--in', '-'], { cwd, input: jsonLines(ROW) });
}

describe('a reward of ten lines in a TypeScript config', () => {
  it('works, with its options', async () => {
    const { code, stdout } = await scoreWith(
      '-Math.min(1, rollout.lengthTokens / options.limit)',
      '{ limit: 10 }',
    );
    expect(code).toBe(0);
    expect(rowsOf(stdout)).toMatchObject([
      { id: 'r1', state: 'scored', reward: -0.3, terms: { brevity: { state: 'scored', score: -0.3 } } },
    ]);
  });

  it.each([
    ['NaN', 'NaN', 'returned NaN, which is not a finite number'],
    ['an error', '{ throw new Error("boom"); }', 'boom'],
    ['a hang', '{ for (;;); }', 'did not finish within 2000 ms'],
    ['a mutation', '{ rollout.text = ""; return 0; }', 'tried to change what it was given, which is frozen'],
    ['a number out of range', '7', 'returned 7, outside its declared range [-1, 0]'],
  ])('that gives %s is one clear message that names it', async (_, score, message) => {
    const { code, stdout, stderr } = await scoreWith(score);
    expect(code).toBe(0);
    const [row] = rowsOf(stdout);
    expect(row).toMatchObject({ state: 'failed', reward: null });
    expect(row!.reason).toMatch(new RegExp(`^brevity: ${message.replace(/[[\]]/g, '\\$&')}`));
    expect(stderr).toContain(`first failure: brevity: ${message}`);
    expect(stderr.trim().split('\n')).toHaveLength(2);
  });

  it('that is given a wrong option is refused, with the options it knows', async () => {
    const { code, stderr } = await scoreWith('0', '{ limt: 10 }');
    expect(code).toBe(2);
    expect(stderr).toMatch(/plugin "brevity" was given wrong options: [^]*limt[^]*known options: limit/);
  });
});
