import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testPlugin } from '@touchstone-rl/plugin-kit';
import { describe, expect, it } from 'vitest';

const PLUGINS = fileURLToPath(new URL('../../../plugins', import.meta.url));
const folders = readdirSync(PLUGINS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

// Whatever is there is tested; a plugin whose folder is removed is missed by no test.
describe('the plugins of this repository keep the contract', () => {
  it.concurrent.each(folders)('$name', async ({ name }) => {
    const { results } = await testPlugin(join(PLUGINS, name));
    expect(results.length).toBeGreaterThan(5);
  });
});
