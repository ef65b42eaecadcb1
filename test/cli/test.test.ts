import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder, touchstone } from './touchstone.ts';

const good = `import { defineReward } from '@touchstone-rl/core';
export default defineReward({
  name: 'shows-work', range: [0, 1], score: ({ thought }) => (thought === undefined ? null : Number(thought.includes('='))),
});`;

describe('touchstone test', () => {
  it('tests a plugin without any test file, and uses fixtures when there are some', async () => {
    const cwd = projectFolder({
      'src/index.ts': good,
      'src/fixtures.ts': `export default { rewards: [{ name: 'no work', text: '<think>so</think>42', expected: 1 }] };`,
    });
    const { code, stdout } = await touchstone(['test', cwd]);
    expect(stdout).toContain('ok   reward/deterministic');
    expect(stdout).toContain('the case "no work" came out as 0, and its fixture says 1');
    expect(stdout).toContain('1 failed');
    expect(code).toBe(1);
  });

  it('exits 0 when every clause is kept, and prints JSON', async () => {
    const cwd = projectFolder({ 'reward.ts': good });
    const { code, stdout } = await touchstone([
      'test',
      join(cwd, 'reward.ts'),
      '--json',
      '--only',
      'reward/order',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ plugin: 'shows-work', kind: 'reward', ok: true });
    expect(code).toBe(0);
  });

  it('exits 2 with one message when there is no plugin', async () => {
    const { code, stderr } = await touchstone(['test', 'no/such/folder']);
    expect(stderr).toContain('the path does not exist');
    expect(code).toBe(2);
  });
});
