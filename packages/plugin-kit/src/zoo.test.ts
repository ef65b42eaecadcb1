import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkPlugin } from '@touchstone-rl/plugin-kit';
import { describe, expect, it } from 'vitest';
import { zoo } from '../zoo/expected.ts';

const ZOO = new URL('../zoo/', import.meta.url);
const inhabitants = readdirSync(ZOO)
  .filter((name) => name !== 'expected.ts')
  .map((name) => ({ name: name.replace(/\.ts$/, ''), path: fileURLToPath(new URL(name, ZOO)) }));

describe('the zoo of bad plugins', () => {
  it('has a message for each of at least 25', () => {
    expect(Object.keys(zoo).sort()).toEqual(inhabitants.map(({ name }) => name).sort());
    expect(inhabitants.length).toBeGreaterThanOrEqual(25);
  });

  it.concurrent.each(inhabitants)('$name is caught', async ({ name, path }) => {
    const { check, says, fixtures } = zoo[name]!;
    // What it reaches for shows while the other clauses are checked.
    const only = /^(uses|leaves)\//.test(check) ? [] : [check];
    const report = await checkPlugin(path, fixtures, { only });
    const failures = report.results.filter(({ state }) => state === 'failed');
    expect(failures).toContainEqual(
      expect.objectContaining({ check, reason: expect.stringContaining(says) as string }),
    );
    for (const { reason } of failures) expect(reason).not.toContain('the check could not be made');
  });
});
