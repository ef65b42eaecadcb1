import type { MathPolicy } from '../policy.ts';

const SAME_WORDS: ReadonlyMap<string, string> = new Map([
  ['no solutions', 'no solution'],
  ['no real solution', 'no solution'],
  ['no real solutions', 'no solution'],
  ['none', 'no solution'],
  ['empty set', 'no solution'],
  ['no such number', 'no solution'],
  ['does not exist', 'dne'],
  ['undefined', 'dne'],
  ['no limit', 'dne'],
  ['y', 'yes'],
  ['n', 'no'],
  ['infinitely many', 'infinitely many solution'],
  ['all real number', 'real number'],
  ['all real', 'real number'],
  ['tautology', 'true'],
]);

/** A text without layout, punctuation and small words, for comparison. */
export function normaliseText(text: string, policy: MathPolicy): string {
  if (text.length > LONG_TEXT) return text;
  const plain = text
    .replace(/\\(?:text|mathrm|textbf|mathbf|textit|mbox|operatorname|emph)\b/g, ' ')
    .replace(/\\[,;:! ]|\\(?:left|right|quad|qquad)\b/g, ' ')
    .replace(/[{}$~*_"'“”‘’`]/g, ' ')
    .replace(/\s*[,;]\s*/g, ', ')
    .replace(/[.,;:!?。，]+(?=\s|$)/g, ' ');
  const cased = policy.textCase === 'ignored' ? plain.toLowerCase() : plain;
  const words = cased
    .split(/\s+/)
    .filter((word) => word !== '' && !ARTICLES.has(word.toLowerCase()))
    .map(singular)
    .join(' ');
  return SAME_WORDS.get(words) ?? words.replace(/\s*([()[\],/+=-])\s*/g, '$1');
}

/** Longer texts are compared as they are. */
const LONG_TEXT = 1500;

const ARTICLES = new Set(['the', 'a', 'an', 'are', 'is', 'there']);

function singular(word: string): string {
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Texts that say that nothing solves a problem. */
export function saysEmpty(normalised: string): boolean {
  return normalised === 'no solution';
}
