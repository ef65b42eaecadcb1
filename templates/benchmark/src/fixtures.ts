import type { PluginFixtures } from '@touchstone-rl/plugin-kit';

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  with: ['@touchstone-rl/plugin-math'],
  malformedOptions: [{ hardOnly: 'yes' }, { easyOnly: true }],
} satisfies PluginFixtures;
