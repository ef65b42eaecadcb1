export { default } from './plugin.ts';
export { createSandbox } from './create-sandbox.ts';
export { sandboxOptionsSchema, DEFAULT_LAYERS, type SandboxOptions } from './options.ts';
export { limitsSchema } from './limits.ts';
export { LANGUAGES, languageNamed } from './language-names.ts';
export { examineSandbox, type Examination, type LayerExamination } from './doctor.ts';
export type { Proof } from './canary/prove.ts';
export type { LimitProof } from './canary/limit-canaries.ts';
export { LAYER_NAMES } from './layers.ts';
