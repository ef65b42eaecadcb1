import { defineConfig } from '@touchstone-rl/core';

export default defineConfig({
  plugins: ['math', ['{{packageName}}', { hardOnly: true }]],
});
