import { defineConfig } from '@touchstone-rl/core';

export default defineConfig({
  plugins: ['math', ['{{packageName}}', { maxFactor: 999 }]],
  data: { source: '{{name}}', train: 500, validation: 50, test: 100 },
});
