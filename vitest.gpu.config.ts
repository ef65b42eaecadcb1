import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'test/temporary-folder.ts',
    include: ['test/gpu/**/*.gpu.ts'],
    testTimeout: 300_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
