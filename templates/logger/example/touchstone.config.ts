import { defineConfig } from '@touchstone-rl/core';

export default defineConfig({
  presets: ['phi4-reasoning'],
  plugins: ['arithmetic', ['{{packageName}}', { file: 'metrics.csv' }]],
  data: { source: 'arithmetic', train: 2000, validation: 50, test: 100 },
  sft: { steps: 100 },
});
