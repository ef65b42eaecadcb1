import type { LengthCosineOptions } from './options.ts';

/**
 * `R_acc` of the Phi-4-reasoning report (arXiv 2504.21318, section 4.1), for a length L in tokens:
 *
 * - correct: `R+min + (R+max - R+min) * (1 + cos(pi * rho)) / 2` with
 *   `rho = min(1, max(0, L - L_pos) / (L_max - L_pos))`;
 * - incorrect: `R-max + (R-min - R-max) * (1 + cos(pi * rho)) / 2` with `rho = min(1, L / L_neg)`.
 *
 * A correct response keeps its full reward up to L_pos and falls to R+min at L_max; an incorrect one rises
 * from R-min to R-max at L_neg, so that thinking longer is worth a try where the answer was wrong.
 *
 * @example
 * lengthCosine(28_672, true, optionsSchema.parse({})); // 0.75
 * lengthCosine(3702, false, optionsSchema.parse({})); // -0.5
 */
export function lengthCosine(lengthTokens: number, correct: boolean, options: LengthCosineOptions): number {
  if (correct) {
    const { positiveControlTokens, maxTokens, correctMax, correctMin } = options;
    const beyond = Math.max(0, lengthTokens - positiveControlTokens);
    return between(correctMax, correctMin, Math.min(1, beyond / (maxTokens - positiveControlTokens)));
  }
  const { negativeControlTokens, incorrectMax, incorrectMin } = options;
  return between(incorrectMin, incorrectMax, Math.min(1, lengthTokens / negativeControlTokens));
}

/** Half a cosine from `start` to `end`; rounding never carries it past either. */
function between(start: number, end: number, progress: number): number {
  const value = end + 0.5 * (start - end) * (1 + Math.cos(Math.PI * progress));
  return Math.min(Math.max(value, Math.min(start, end)), Math.max(start, end));
}
