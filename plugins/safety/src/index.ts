import { definePlugin, type Rollout, type TermScore } from '@touchstone-rl/core';
import { checkRollout } from './check-rollout.ts';
import { describe, type Finding } from './finding.ts';
import { optionsSchema, type SafetyOptions } from './options.ts';
import { reviewSeed } from './seeds.ts';

export type { CheckName, Finding } from './finding.ts';
export type { SafetyOptions } from './options.ts';

/**
 * Safety filters: seeds with secrets, personal data, toxic words or prompt injections are set aside; responses
 * that leak the guidelines, their thought, secrets or personal data, that refuse, disclaim or are toxic are noted,
 * excluded, or penalised by the reward term `safety`. Each finding says where it stands and why it counts.
 *
 * @example
 * defineConfig({
 *   plugins: ['arithmetic', 'math', ['safety', { penalties: { 'guideline-leak': 1 } }]],
 *   data: { source: 'arithmetic' },
 * });
 */
export default definePlugin({
  name: 'safety',
  options: optionsSchema,
  setup({ hooks, options, services, declareTerm }) {
    const scope = { options, services };
    hooks.onSeed.tap('safety', (seed) => reviewSeed(seed, scope));
    hooks.onRollout.tap('safety', async (rollout, seed) => {
      const findings = await checkRollout(rollout, seed, scope);
      if (findings.length === 0) return undefined;
      const excluded = options.rollouts.action === 'exclude' ? { excluded: describe(findings[0]!) } : {};
      return { annotations: { safety: findings }, ...excluded };
    });
    if (Object.keys(options.penalties).length === 0) return;
    declareTerm({ name: 'safety', range: [-1, 0] });
    hooks.computeReward.tap('safety', async ({ seed, rollouts }) => {
      const scores: TermScore[] = [];
      for (const rollout of rollouts) {
        scores.push(penaltyOf(notedIn(rollout) ?? (await checkRollout(rollout, seed, scope)), options));
      }
      return { safety: scores };
    });
  },
});

/** The findings that onRollout noted; absent where a group comes from elsewhere. */
function notedIn({ annotations }: Rollout): readonly Finding[] | undefined {
  return annotations?.['safety'] as readonly Finding[] | undefined;
}

/** Each check counts once, however often it finds something; -1 is the most. */
function penaltyOf(findings: readonly Finding[], { penalties }: SafetyOptions): TermScore {
  const found = [...new Set(findings.map(({ check }) => check))];
  const sum = found.reduce((total, check) => total + ((penalties as Record<string, number>)[check] ?? 0), 0);
  return { score: -Math.min(1, sum), detail: { found } };
}
