import type { Message } from '@touchstone-rl/core';

/**
 * The form in which prompts are compared: Unicode NFKC (so that full-width digits, ligatures and no-break
 * spaces are their plain selves), characters that are never drawn left out, every run of white space one
 * space, none at either end. System messages are instructions and not the problem; they count only where
 * there is nothing else.
 *
 * @example
 * normalisePrompt([{ role: 'user', content: ' \uff11 +\n1' }]); // 'user:1 + 1'
 */
export function normalisePrompt(prompt: readonly Message[], ignoreCase = false): string {
  const problem = prompt.filter(({ role }) => role !== 'system');
  const compared = problem.length > 0 ? problem : prompt;
  return compared.map(({ role, content }) => `${role}:${normaliseText(content, ignoreCase)}`).join('\n');
}

function normaliseText(text: string, ignoreCase: boolean): string {
  const plain = text.normalize('NFKC');
  return (
    (ignoreCase ? plain.toLowerCase() : plain)
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      // Once more, for letters and accents that one of the above has brought together.
      .normalize('NFKC')
      .replace(/\s+/g, ' ')
      .trim()
  );
}
