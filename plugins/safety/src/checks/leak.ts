import type { Match } from '../finding.ts';

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}]+/gu), ({ 0: word, index }) => ({
    text: word.toLowerCase(),
    start: index,
    end: index + word.length,
  }));
}

const ngram = (words: readonly Word[], at: number, n: number): string =>
  words
    .slice(at, at + n)
    .map(({ text }) => text)
    .join(' ');

/**
 * Passages of `text` that repeat `words` or more words of `source` in a row, whatever the case and the punctuation.
 * Time is linear in both lengths.
 */
export function findLeaks(
  text: string,
  source: string,
  { words: n, rule }: { words: number; rule: string },
): Match[] {
  const sourceWords = wordsOf(source);
  const known = new Set(sourceWords.slice(n - 1).map((_, i) => ngram(sourceWords, i, n)));
  if (known.size === 0) return [];
  const words = wordsOf(text);
  const matches: Match[] = [];
  for (let i = 0; i + n <= words.length; i++) {
    if (!known.has(ngram(words, i, n))) continue;
    let last = i + n - 1;
    while (last + 1 < words.length && known.has(ngram(words, last + 2 - n, n))) last++;
    const reason = `it repeats ${last + 1 - i} words in a row of the ${rule}`;
    matches.push({ rule, start: words[i]!.start, end: words[last]!.end, reason });
    i = last;
  }
  return matches;
}
