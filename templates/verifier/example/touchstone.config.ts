import { defineConfig } from '@touchstone-rl/core';

export default defineConfig({
  plugins: [['{{packageName}}', { ignoreCase: true }], 'jsonl'],
  data: { source: 'jsonl' },
});
