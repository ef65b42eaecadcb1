export { default } from './plugin.ts';
export { createSandbox } from './create-sandbox.ts';
export { sandboxOptionsSchema, DEFAULT_LAYERS, type SandboxOptions } from './options.ts';
export { limitsSchema } from './limits.ts';
export { LANGUAGES, languageNamed } from './language-names.ts';
