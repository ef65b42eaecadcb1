import { definePlugin, sandboxToken } from '@touchstone-rl/core';
import { createSandbox } from './create-sandbox.ts';
import { sandboxOptionsSchema } from './options.ts';

/**
 * The sandbox as a plugin: registers the service for the plugins of a run and ends it with the run.
 *
 * @example
 * import sandbox from '@touchstone-rl/sandbox';
 * export default { plugins: [sandbox({ limits: { cpuSeconds: 2 } })] };
 */
export default definePlugin({
  name: 'sandbox',
  options: sandboxOptionsSchema,
  setup({ hooks, options, services }) {
    const sandbox = createSandbox(options);
    services.register(sandboxToken, { value: sandbox });
    hooks.onShutdown.tap('sandbox', () => sandbox.dispose());
  },
});
