import { messageOf, type Seed } from '@touchstone-rl/core';
import { z } from 'zod';
import { isTooDeep, MAX_DEPTH } from './depth.ts';

const text = z.string();
const name = text.min(1);

const message = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: text });

const messages = z.preprocess(
  (given) => (typeof given === 'string' ? [{ role: 'user', content: given }] : given),
  z.array(message, 'expected a string or a list of messages { role, content }').min(1, 'expected a message'),
);

const row = z.strictObject({
  id: name,
  prompt: messages,
  gold: text.optional(),
  goldOrigin: z.enum(['gold', 'majority', 'rewritten']).optional(),
  domain: name,
  source: text.optional(),
  licence: text.optional(),
  verifier: name,
  demonstration: text.optional(),
  meta: z.record(text, z.unknown()).optional(),
});

/**
 * What rows that name no domain or verifier get.
 *
 * @example
 * const defaults: RowDefaults = { domain: 'arithmetic', verifier: 'math' };
 */
export interface RowDefaults {
  readonly domain?: string;
  readonly verifier?: string;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads the text of a line as UTF-8; a byte order mark is left out. */
export function decodeLine(bytes: Uint8Array): string | { readonly reason: string } {
  try {
    return decoder.decode(bytes);
  } catch {
    return { reason: 'not UTF-8' };
  }
}

/**
 * Reads a line as a seed, or says why it is none.
 *
 * @example
 * const seed = parseRow('{"id": "1", "prompt": "6*7=?", "gold": "42"}', { domain: 'arithmetic', verifier: 'math' });
 * if (!('reason' in seed)) console.log(seed.prompt); // [{ role: 'user', content: '6*7=?' }]
 * parseRow('6*7=?'); // { reason: 'not JSON: ...' }
 */
export function parseRow(line: string, defaults: RowDefaults = {}): Seed | { readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { reason: `not JSON: ${messageOf(error)}` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { reason: 'expected an object' };
  }
  if (isTooDeep(value)) return { reason: `nested deeper than ${MAX_DEPTH} levels` };
  const result = row.safeParse({ ...withoutAbsent(defaults), ...value });
  return result.success ? result.data : { reason: result.error.issues.map(issueText).join('; ') };
}

function withoutAbsent({ domain, verifier }: RowDefaults): RowDefaults {
  return { ...(domain !== undefined && { domain }), ...(verifier !== undefined && { verifier }) };
}

function issueText({ path, message }: z.core.$ZodIssue): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}
