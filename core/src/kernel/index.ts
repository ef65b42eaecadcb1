export * from './config-input.ts';
export * from './config-schema.ts';
export * from './container.ts';
export { callWithDeadline, DeadlineError } from './deadline.ts';
export * from './define.ts';
export {
  API_VERSION,
  definePlugin,
  type ConfiguredPlugin,
  type OptionsInput,
  type OptionsOutput,
  type OptionsSchema,
  type PluginContext,
  type PluginDefinition,
  type PluginFactory,
  type PluginInput,
  type PluginKind,
} from './define-plugin.ts';
export * from './define-domain.ts';
export * from './errors.ts';
export { formatFailure, type CallSite, type Outcome } from './guard.ts';
export * from './hooks.ts';
export { type TimedJudgement } from './judge-many.ts';
export * from './kernel.ts';
export { leavesOf, type Layer } from './layers.ts';
export * from './ledger.ts';
export * from './load-config.ts';
export { loadModule, type TypeScriptLoader } from './load-module.ts';
export * from './providers.ts';
export { packageNames } from './resolve-plugins.ts';
