import { defineConfig } from '@touchstone-rl/core';

export default defineConfig({
  plugins: [['{{packageName}}', { bits: 32 }]],
  data: { source: '{{name}}', train: 2000, validation: 50, test: 100 },
});
