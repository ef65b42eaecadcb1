import { callWithDeadline, messageOf, preview, type Verifier, type VerifierInput } from '@touchstone-rl/core';
import type { VerifyResult } from './verify-row.ts';

const EXPLAIN_DEADLINE_MILLISECONDS = 10_000;

/** Readable lines on how a verifier came to one verdict. */
export async function explainVerdict(
  verifier: Verifier,
  input: VerifierInput,
  { id, line, verdict, extracted, reason }: VerifyResult,
): Promise<string[]> {
  const head = `${String(id ?? `line ${line}`)}: ${verdict}`;
  return [
    head,
    `  gold       ${preview(input.gold ?? null)}`,
    `  given      ${preview(input.pred ?? input.completion)}`,
    `  extracted  ${preview(extracted)}`,
    `  reason     ${reason}`,
    ...(await ownExplanation(verifier, input)).map((text) => `  ${text}`),
  ];
}

async function ownExplanation(verifier: Verifier, input: VerifierInput): Promise<readonly string[]> {
  if (!verifier.explain) return [];
  try {
    return await callWithDeadline(() => verifier.explain!(input), EXPLAIN_DEADLINE_MILLISECONDS);
  } catch (error) {
    return [`(no explanation: ${messageOf(error)})`];
  }
}
