import { preview, type Message, type Seed } from '@touchstone-rl/core';
import { BadRowError, objectField, textField, type Row } from './row-fields.ts';

/** Fields of a row that are fields of its seed; any other goes to `seed.meta`, where verifiers find it. */
const SEED_FIELDS = new Set([
  'id',
  'prompt',
  'gold',
  'goldOrigin',
  'domain',
  'source',
  'licence',
  'verifier',
  'demonstration',
  'meta',
]);

const ROLES = new Set(['system', 'user', 'assistant']);

/** Reads the seed that a row carries. `ownFields` are the row's other known fields, kept out of `meta`. */
export function seedOfRow(
  row: Row,
  defaults: { readonly id: string; readonly verifier: string },
  ownFields: ReadonlySet<string>,
): Seed {
  const gold = textField(row, 'gold');
  const goldOrigin = textField(row, 'goldOrigin') as Seed['goldOrigin'];
  const rest = Object.entries(row).filter(([name]) => !SEED_FIELDS.has(name) && !ownFields.has(name));
  const meta = { ...Object.fromEntries(rest), ...objectField(row, 'meta') };
  return {
    id: textField(row, 'id') ?? defaults.id,
    prompt: promptField(row),
    ...(gold !== undefined && { gold }),
    ...(goldOrigin !== undefined && { goldOrigin }),
    domain: textField(row, 'domain') ?? 'unknown',
    verifier: textField(row, 'verifier') ?? defaults.verifier,
    ...(Object.keys(meta).length > 0 && { meta }),
  };
}

/** A prompt is one user message, or a list of chat messages. */
function promptField({ prompt }: Row): Message[] {
  if (prompt === undefined || prompt === null) return [];
  if (typeof prompt === 'string') return [{ role: 'user', content: prompt }];
  if (Array.isArray(prompt) && prompt.every(isMessage)) return prompt;
  throw new BadRowError(
    `\`prompt\` is ${preview(prompt, 40)}, neither a string nor a list of {role, content}`,
  );
}

function isMessage(value: unknown): value is Message {
  const { role, content } = (value ?? {}) as Partial<Message>;
  return ROLES.has(role as string) && typeof content === 'string';
}
