export type { AnswerCase, PluginFixtures, RewardCase, Rewriting, SeedCase, Use } from './fixtures.ts';
export { openPlugin, type OpenPlugin, type OpenPluginOptions } from './open-plugin.ts';
export { ConformanceError, type CheckResult, type ContractReport } from './report.ts';
export { checkPlugin, testPlugin, type CheckOptions, type PluginUnderTest } from './test-plugin.ts';
