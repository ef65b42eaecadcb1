import type { PluginFixtures } from '@touchstone-rl/plugin-kit';

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  with: ['@touchstone-rl/plugin-math'],
  count: 100,
  malformedOptions: [{ maxFactor: 1 }, { maxFactor: 0.5 }, { factors: 2 }],
} satisfies PluginFixtures;
