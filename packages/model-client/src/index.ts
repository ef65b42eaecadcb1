import { definePlugin, modelClientToken } from '@touchstone-rl/core';
import { createModelClient } from './client.ts';
import { optionsSchema } from './options.ts';

export { createModelClient } from './client.ts';
export { optionsSchema } from './options.ts';
export type { ModelClientOptions } from './options.ts';

/**
 * Registers a chat model as the service that plugins ask, e.g. the judge of the math verifier.
 *
 * @example
 * defineConfig({
 *   plugins: [['@touchstone-rl/model-client', { baseUrl: 'http://localhost:8000/v1', model: 'judge', apiKeyVariable: null }]],
 * });
 */
export default definePlugin({
  name: 'model-client',
  options: optionsSchema,
  setup({ services, options }) {
    services.register(modelClientToken, { value: createModelClient(options) });
  },
});
