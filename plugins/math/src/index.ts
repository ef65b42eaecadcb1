import type { VerifierInput } from '@touchstone-rl/core';
import { defineVerifier, modelClientToken, unverifiable } from '@touchstone-rl/core';
import { checkGold } from './check-gold.ts';
import { explain } from './explain.ts';
import { askJudge, leftToJudge } from './judge.ts';
import { optionsSchema } from './options.ts';
import type { MathInput } from './verify.ts';
import { verifyMath } from './verify.ts';

export { checkGold } from './check-gold.ts';
export type { GoldReport } from './check-gold.ts';
export { explain } from './explain.ts';
export type { MathOptions } from './options.ts';
export { PRESETS } from './policy.ts';
export type { MathPolicy, PolicyInput, PresetName } from './policy.ts';
export { verifyMath } from './verify.ts';
export type { MathInput } from './verify.ts';

function inputFor({ gold = '', completion, pred }: VerifierInput): MathInput {
  return pred === undefined ? { gold, completion: completion ?? '' } : { gold, pred };
}

/**
 * Verifies mathematical answers.
 *
 * @example
 * defineConfig({ plugins: ['math', 'arithmetic'], options: { math: { preset: 'strict-train' } } });
 */
export default defineVerifier({
  name: 'math',
  options: optionsSchema,
  verify(input, { options, services }) {
    if (input.gold === undefined) return unverifiable('the seed has no gold');
    const verdict = verifyMath(inputFor(input), options);
    if (options.judge === 'off' || !leftToJudge(input, verdict)) return verdict;
    return askJudge(services.resolve(modelClientToken), input, verdict);
  },
  checkGold(seed, { options }) {
    const report = checkGold(seed.gold ?? '', options);
    return report.status === 'unreadable' ? report.reason : undefined;
  },
  noteGold(seed, { options }) {
    const report = checkGold(seed.gold ?? '', options);
    return report.status === 'words' || report.status === 'ambiguous' ? report.reason : undefined;
  },
  explain: (input, { options }) => explain(inputFor(input), options),
});
