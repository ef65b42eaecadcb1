import { defineConfig } from 'vitest/config';

/** Tests that install packages as a user would, in minutes: `npm run test:templates`, `npm run test:canary`. */
export default defineConfig({
  test: {
    globalSetup: 'test/temporary-folder.ts',
    include: ['test/{templates,canary}/**/*.heavy.ts'],
    testTimeout: 600_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
  },
});
