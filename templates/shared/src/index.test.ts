import { testPlugin } from '@touchstone-rl/plugin-kit';
import { expect, test } from 'vitest';

test('keeps the contract', async () => {
  const report = await testPlugin(new URL('./index.ts', import.meta.url));
  expect(report.results.filter(({ state }) => state === 'failed')).toEqual([]);
}, 60_000);
