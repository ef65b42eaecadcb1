import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';

const sidebar = JSON.parse(readFileSync(new URL('../pages/sidebar.json', import.meta.url), 'utf8'));

export default defineConfig({
  title: 'Touchstone',
  description: 'Reinforcement learning with verifiable rewards, composed from npm plugins',
  srcDir: 'pages',
  outDir: 'dist',
  cleanUrls: true,
  lastUpdated: false,
  markdown: { html: false },
  themeConfig: { sidebar, search: { provider: 'local' }, outline: [2, 3] },
});
