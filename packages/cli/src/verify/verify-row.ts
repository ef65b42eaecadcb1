import { parseResponse, type TimedJudgement, type VerifierInput } from '@touchstone-rl/core';
import type { JsonLine } from '@touchstone-rl/core';
import { asRow, BadRowError, rowName, textField } from '../rows/row-fields.ts';
import { seedOfRow } from '../rows/seed-of-row.ts';

const OWN_FIELDS: ReadonlySet<string> = new Set(['completion', 'pred']);

/** A line of the output. Columns are the same in every row, so that any reader can make a table of it. */
export interface VerifyResult {
  readonly id?: unknown;
  /** Present when the row has no id. */
  readonly line?: number;
  /** `error`: the verifier failed, which says nothing about the answer. */
  readonly verdict: 'correct' | 'incorrect' | 'unverifiable' | 'error';
  readonly extracted: string | null;
  readonly reason: string;
  readonly ms: number;
}

/** What a verifier is given for a row, or the finished result of a row that cannot be judged. */
export type PreparedRow =
  | { readonly line: JsonLine<unknown>; readonly input: VerifierInput }
  | { readonly line: JsonLine<unknown>; readonly result: VerifyResult };

/** Reads a row: its seed's fields and `completion` (a whole response) or `pred` (a bare answer). */
export function prepareRow(line: JsonLine<unknown>, verifier: string, needsAnswer = true): PreparedRow {
  const value = 'value' in line ? line.value : undefined;
  try {
    if (!('value' in line)) throw new BadRowError(`not JSON: ${line.error}`);
    return { line, input: inputOf(line, verifier, needsAnswer) };
  } catch (error) {
    if (!(error instanceof BadRowError)) throw error;
    const reason = `line ${line.line}: ${error.message}`;
    const result = {
      ...rowName(value, line.line),
      verdict: 'unverifiable',
      extracted: null,
      reason,
      ms: 0,
    } as const;
    return { line, result };
  }
}

function inputOf(
  { line, value }: JsonLine<unknown> & { value: unknown },
  verifier: string,
  needsAnswer: boolean,
): VerifierInput {
  const row = asRow(value);
  const seed = seedOfRow(row, { id: `line ${line}`, verifier }, OWN_FIELDS);
  const judged = { seed, gold: seed.gold };
  const completion = textField(row, 'completion');
  if (completion !== undefined) {
    return { ...judged, completion, answer: parseResponse(completion).answer };
  }
  const pred = textField(row, 'pred');
  if (pred === undefined && needsAnswer) {
    throw new BadRowError('the row has neither `completion` (a whole response) nor `pred` (a bare answer)');
  }
  return { ...judged, ...(pred !== undefined && { pred }) };
}

/** The output line of a judged row. */
export function resultOf(line: JsonLine<unknown>, { outcome, milliseconds }: TimedJudgement): VerifyResult {
  const name = rowName('value' in line ? line.value : undefined, line.line);
  const ms = Number(milliseconds.toFixed(3));
  if (!outcome.ok) {
    const { plugin, message } = outcome.failure;
    return { ...name, verdict: 'error', extracted: null, reason: `verifier "${plugin}" ${message}`, ms };
  }
  const { verdict, extracted = null, reason } = outcome.value;
  return { ...name, verdict, extracted, reason, ms };
}
