import type { PluginFixtures } from '@touchstone-rl/plugin-kit';

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  rewards: [
    { name: 'short and right', text: '\\boxed{42}', lengthTokens: 900, expected: 0 },
    { name: 'half over the limit', text: '\\boxed{42}', lengthTokens: 1500, expected: -0.5 },
    { name: 'far over the limit', text: '\\boxed{42}', lengthTokens: 1_000_000, expected: -1 },
    { name: 'wrong', text: '\\boxed{41}', lengthTokens: 1500, verdict: 'incorrect', expected: 'abstained' },
    { name: 'not judged', text: '\\boxed{42}', lengthTokens: 10, verdict: null, expected: 'failed' },
  ],
  malformedOptions: [{ limitTokens: 0 }, { limitTokens: 'many' }, { limit: 100 }],
} satisfies PluginFixtures;
