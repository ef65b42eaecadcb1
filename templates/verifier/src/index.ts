import { correct, defineVerifier, incorrect, unverifiable } from '@touchstone-rl/core';
import { z } from 'zod';

/** The options; a wrong or unknown one is refused with these descriptions. */
export const optionsSchema = z.strictObject({
  ignoreCase: z.boolean().default(true).describe('Whether `Paris` and `paris` are the same answer.'),
});

/** The answer is the last line that starts with `Answer:`; it must be the gold, word for word. */
export default defineVerifier({
  name: '{{name}}',
  options: optionsSchema,
  verify({ gold, pred, answer }, { options }) {
    if (gold === undefined) return unverifiable('the seed has no gold');
    const given = pred ?? lastAnswerLine(answer ?? '');
    if (given === undefined) return incorrect('no line starts with "Answer:"');
    const extracted = given.trim();
    return plain(extracted, options.ignoreCase) === plain(gold, options.ignoreCase)
      ? correct('the same words as the gold', { extracted })
      : incorrect('other words than the gold', { extracted });
  },
});

const MARK = 'Answer:';

function lastAnswerLine(text: string): string | undefined {
  const start = text.lastIndexOf(`\n${MARK}`);
  const from = start === -1 ? (text.startsWith(MARK) ? 0 : undefined) : start + 1;
  if (from === undefined) return undefined;
  const end = text.indexOf('\n', from);
  return text.slice(from + MARK.length, end === -1 ? undefined : end);
}

/** One space between words, and no difference that cannot be seen. */
function plain(text: string, ignoreCase: boolean): string {
  const words = text.normalize('NFKC').trim().split(/\s+/).join(' ');
  return ignoreCase ? words.toLowerCase() : words;
}
