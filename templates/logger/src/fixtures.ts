import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PluginFixtures } from '@touchstone-rl/plugin-kit';

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  options: { file: join(tmpdir(), `{{name}}-${process.pid}.csv`) },
  malformedOptions: [{ file: '' }, { file: 7 }, { path: 'metrics.csv' }],
} satisfies PluginFixtures;
