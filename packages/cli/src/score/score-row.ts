import type { JsonLine, Reward, Rollout, ScoredRollout, Seed } from '@touchstone-rl/core';
import { asRow, BadRowError, objectField, rowName, textField, type Row } from '../rows/row-fields.ts';
import { seedOfRow } from '../rows/seed-of-row.ts';
import { COMPLETION_FIELDS, rolloutOfRow } from './rollout-of-row.ts';

/** A line of the output. */
export interface ScoreResult {
  readonly id?: unknown;
  /** Present when the row has no id. */
  readonly line?: number;
  readonly state: Reward['state'];
  readonly reward: number | null;
  readonly terms: Readonly<Record<string, TermResult>>;
  /** `null` when no verifier came to one. */
  readonly verdict: string | null;
  readonly extracted: string | null;
  readonly reason: string | null;
  /** Why the rollout would take no part in training, when a plugin excluded it. */
  readonly excluded?: string;
}

interface TermResult {
  readonly state: string;
  readonly score: number | null;
  readonly weight: number;
  /** The score that entered the sum, when it is not the term's own. */
  readonly replacedBy?: { readonly term: string; readonly score: number };
  readonly reason?: string;
}

/** A row that can be scored. */
export interface ScorableRow {
  readonly line: JsonLine<unknown>;
  readonly seed: Seed;
  readonly rollout: Rollout;
  /** Neighbouring rows with the same key are scored as one group. */
  readonly groupKey: string;
}

export type PreparedRow = ScorableRow | { readonly result: ScoreResult };

/** Reads a row: its seed's fields (flat, or under `seed`) and its recorded completion. */
export function prepareRow(line: JsonLine<unknown>, defaultVerifier: string | undefined): PreparedRow {
  try {
    if (!('value' in line)) throw new BadRowError(`not JSON: ${line.error}`);
    return readRow(line, asRow(line.value), defaultVerifier);
  } catch (error) {
    if (!(error instanceof BadRowError)) throw error;
    return { result: failedResult(line, `line ${line.line}: ${error.message}`) };
  }
}

function readRow(line: JsonLine<unknown>, row: Row, defaultVerifier: string | undefined): ScorableRow {
  const name = textField(row, 'id') ?? `line ${line.line}`;
  const seedId = textField(row, 'seedId');
  const nested = objectField(row, 'seed');
  const verifier = textField(nested ?? row, 'verifier') ?? defaultVerifier;
  if (verifier === undefined) {
    throw new BadRowError('the row names no `verifier`, and the config loads several');
  }
  const seed = {
    ...seedOfRow(nested ?? row, { id: name, verifier }, COMPLETION_FIELDS),
    ...(seedId !== undefined && { id: seedId }),
  };
  const groupKey = textField(row, 'group') ?? seed.id;
  return { line, seed, rollout: rolloutOfRow(row, name, seed.id), groupKey };
}

export function failedResult(line: JsonLine<unknown>, reason: string): ScoreResult {
  const name = rowName('value' in line ? line.value : undefined, line.line);
  return { ...name, state: 'failed', reward: null, terms: {}, verdict: null, extracted: null, reason };
}

/** The output line of a scored row. */
export function resultOf({ line }: ScorableRow, { rollout, reward }: ScoredRollout): ScoreResult {
  const { verdict, excluded } = rollout;
  return {
    ...rowName('value' in line ? line.value : undefined, line.line),
    state: reward.state,
    reward: reward.value ?? null,
    terms: Object.fromEntries(reward.terms.map((one) => [one.term.name, termResult(one)])),
    verdict: verdict?.verdict ?? null,
    extracted: verdict?.extracted ?? null,
    reason: reward.reason ?? verdict?.reason ?? null,
    ...(excluded !== undefined && { excluded }),
  };
}

function termResult({ term, weight, effectiveScore, overriddenBy }: Reward['terms'][number]): TermResult {
  return {
    state: term.state,
    score: term.state === 'scored' ? term.score : null,
    weight,
    ...(overriddenBy !== undefined && { replacedBy: { term: overriddenBy, score: effectiveScore! } }),
    ...('reason' in term && term.reason !== undefined && { reason: term.reason }),
  };
}
