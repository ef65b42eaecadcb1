import type { Verdict } from '@touchstone-rl/core';
import { correct, defineVerifier, incorrect, unverifiable } from '@touchstone-rl/core';
import { sameValues } from './compare.ts';
import { translate } from './translate.ts';

/** The content of the last `\boxed{}`; boxes longer than 400 characters are not read. */
function lastBox(text: string): string | undefined {
  const start = text.lastIndexOf('\\boxed{');
  if (start < 0) return undefined;
  const box = text.slice(start + 6, start + 400);
  let depth = 0;
  for (const [at, character] of [...box].entries()) {
    if (character === '{') depth += 1;
    if (character === '}' && --depth === 0) return box.slice(1, at);
  }
  return undefined;
}

/**
 * Judges an answer the textbook way: rewrite it to mathjs syntax, evaluate both sides at six points.
 *
 * @example
 * verifyWithMathjs('(x+1)^2', 'x^2+2x+1').verdict; // 'correct'
 * verifyWithMathjs('1/3', '0.333').reason; // 'different values'
 */
export function verifyWithMathjs(gold: string, answer: string): Verdict {
  if (gold.trim() === answer.trim()) return correct('the same text', { extracted: answer });
  const [left, right] = [translate(gold), translate(answer)];
  if (left === undefined) return unverifiable('the gold is outside of what this verifier reads');
  if (right === undefined) return incorrect('the answer cannot be read', { extracted: answer.slice(0, 200) });
  const same = sameValues(left, right);
  if (same === undefined) return unverifiable('mathjs gives no value', { extracted: answer });
  return same
    ? correct('the same values at six points', { extracted: answer })
    : incorrect('different values', { extracted: answer });
}

/**
 * A baseline verifier on mathjs. Use `math` to train; this one shows what the usual way gives.
 *
 * @example
 * defineConfig({ plugins: ['math-mathjs', 'jsonl'] });
 */
export default defineVerifier({
  name: 'math-mathjs',
  verify({ gold, pred, answer }) {
    if (gold === undefined) return unverifiable('the seed has no gold');
    const found = pred ?? lastBox(answer ?? '');
    return found === undefined ? incorrect('no boxed answer') : verifyWithMathjs(gold, found);
  },
});
