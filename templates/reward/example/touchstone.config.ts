import { defineConfig } from '@touchstone-rl/core';

export default defineConfig({
  plugins: ['math', ['{{packageName}}', { limitTokens: 100 }]],
  reward: { weights: { '{{name}}': 0.5 } },
});
