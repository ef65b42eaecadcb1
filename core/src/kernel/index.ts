export * from './config-input.ts';
export { type Settings } from './config-schema.ts';
export {
  clockToken,
  createServices,
  createToken,
  loggerToken,
  modelClientToken,
  registerForEveryRun,
  sandboxToken,
  type Clock,
  type Logger,
  type Services,
  type Token,
} from './container.ts';
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
export { defineDomain } from './define-domain.ts';
export * from './domain-input.ts';
export { messageOf, preview, TouchstoneError, type ErrorDetails } from './errors.ts';
export { formatFailure, type Outcome } from './guard.ts';
export {
  type HookName,
  type Hooks,
  type HookSignatures,
  type RolloutChange,
  type SeedContext,
  type TapOptions,
  type Tappable,
  type TermScore,
  type TermScores,
} from './hooks.ts';
export { type Judgement, type TimedJudgement } from './judge-many.ts';
export * from './kernel.ts';
export * from './kernel-options.ts';
export { leavesOf } from './layers.ts';
export * from './ledger.ts';
export * from './load-config.ts';
export { loadModule, type TypeScriptLoader } from './load-module.ts';
export * from './providers.ts';
export { packageNames } from './resolve-plugins.ts';
