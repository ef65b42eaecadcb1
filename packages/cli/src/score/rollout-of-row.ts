import { preview, type FinishReason, type Rollout } from '@touchstone-rl/core';
import { BadRowError, textField, type Row } from '../rows/row-fields.ts';

/** Names that samplers and APIs use, and what they mean here. */
const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  length: 'length',
  max_tokens: 'length',
  'stop-string': 'stop-string',
  stop_sequence: 'stop-string',
};

/** Fields of a row that belong to its completion and not to its seed. */
export const COMPLETION_FIELDS: ReadonlySet<string> = new Set([
  'seed',
  'seedId',
  'group',
  'completion',
  'finishReason',
  'finish_reason',
  'stop_reason',
  'tokens',
  'lengthTokens',
  'logProbabilities',
]);

/** Reads the recorded completion of a row as a rollout. */
export function rolloutOfRow(row: Row, id: string, seedId: string): Rollout {
  const text = textField(row, 'completion');
  if (text === undefined) throw new BadRowError('the row has no `completion`');
  const tokens = tokenIds(row);
  return {
    id,
    seedId,
    text,
    tokens,
    logProbabilities: [],
    finishReason: finishReason(row),
    lengthTokens: lengthTokens(row, tokens),
  };
}

function finishReason(row: Row): FinishReason {
  const name = textField(row, 'finishReason') ?? textField(row, 'finish_reason');
  const known = Object.keys(FINISH_REASONS).join(', ');
  if (name === undefined) {
    throw new BadRowError(`the row has no \`finish_reason\`; add one of: ${known}`);
  }
  const reason = FINISH_REASONS[name];
  if (!reason) throw new BadRowError(`the finish reason ${preview(name)} is unknown; known: ${known}`);
  // vLLM reports a stop string as finish_reason "stop" with the string beside it.
  return reason === 'stop' && typeof row.stop_reason === 'string' ? 'stop-string' : reason;
}

function tokenIds({ tokens }: Row): readonly number[] {
  if (!Array.isArray(tokens)) return [];
  if (tokens.every((token) => Number.isInteger(token) && token >= 0)) return tokens as number[];
  throw new BadRowError('`tokens` holds something that is no token id');
}

/** Length in tokens, as the row says it. Characters are never counted in their place. */
function lengthTokens(row: Row, ids: readonly number[]): number {
  const stated = row.lengthTokens ?? row.tokens;
  if (Number.isInteger(stated) && (stated as number) >= 0) return stated as number;
  if (Array.isArray(stated)) return ids.length;
  if (stated !== undefined && stated !== null) {
    throw new BadRowError(`the length ${preview(stated, 40)} is not a whole number of tokens`);
  }
  throw new BadRowError(
    'the length in tokens is unknown; add `lengthTokens` (a count without the end-of-sequence token) or `tokens` (their ids or count)',
  );
}
