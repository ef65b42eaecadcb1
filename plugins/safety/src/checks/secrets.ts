import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import type { Match } from '../finding.ts';

const RULES = [{ id: 'secrets', rule: creator, options: {} }];

/** Access keys, tokens, private keys and connection strings, by secretlint's recommended rules. */
export async function findSecrets(text: string): Promise<Match[]> {
  const { messages } = await lintSource({
    source: { content: text, filePath: 'text.txt', ext: '.txt', contentType: 'text' },
    options: { config: { rules: RULES } },
  });
  return messages.map(({ ruleId, range: [start, end] }) => {
    const rule = ruleId.replace('@secretlint/secretlint-rule-', '');
    return { rule, start, end, reason: `a secret of the kind ${rule}` };
  });
}
